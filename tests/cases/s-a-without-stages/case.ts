import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'S-A messages without stages: assistant rows with stage NULL stay messages, the last one is the answer',
  home: (home) =>
    home.database('.hive-ai/hive-ai.db', unified({ count: 2, knowledge: false }), `UPDATE messages SET stage = NULL`),
  expect: {
    books: { messages: { read: 10, migrated: 10 } },
    look: ({ value }) => expect(value('SELECT count(*) FROM messages')).toBe(10),
  },
})
