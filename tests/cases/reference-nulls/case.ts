import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation, stageOutput } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'NULL in every column that allows it, and in those that should not',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) =>
        redeclare(
          db,
          'conversations',
          'id TEXT PRIMARY KEY, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated',
        ),
      conversation({ id: 'none', question: null, final_answer: null, source_of_truth: null }),
      stageOutput({ id: 'x', temperature: null, processing_time_ms: null, tokens_used: null }),
    ),
  expect: {
    books: { conversations: { read: 2, migrated: 2 } },
    look: ({ value }) => expect(value(`SELECT count(*) FROM messages WHERE conversation_id = 'none'`)).toBe(0),
  },
})
