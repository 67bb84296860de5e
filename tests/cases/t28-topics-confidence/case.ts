import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The early topics (S-B′): confidence is the new weight, is_primary is carried',
  traps: ['T28'],
  home: (home) => home.old(knowledge({ topics: 'confidence' })),
  expect: {
    shapes: ['S-B'],
    repairs: {},
    look: ({ all }) => {
      expect(all('SELECT DISTINCT weight FROM conversation_topics')).toEqual([[0.9]])
      expect(all('SELECT DISTINCT is_primary FROM legacy_conversation_topics')).toEqual([[1]])
    },
  },
})
