import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { titled } from '../../support/case/shapes/s-d.js'

export default defineCase({
  title: 'S-D: titles, messages with metadata, themes',
  home: (home) => home.database('.hive-ai/hive-ai.db', titled()),
  quick: { validation: 'paranoid' },
  expect: {
    shapes: ['S-D'],
    books: { conversations: { read: 3, migrated: 3 }, messages: { read: 9, migrated: 9 } },
    look: ({ all }) => expect(all('SELECT count(*), count(title) FROM conversations')).toEqual([[3, 3]]),
  },
})
