import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The unified database’s topics: relevance_score is the new weight',
  traps: ['T28'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 2 })),
  expect: { look: ({ all }) => expect(all('SELECT DISTINCT weight FROM conversation_topics')).toEqual([[0.75]]) },
})
