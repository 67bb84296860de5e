import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation, stageOutput } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Numbers and texts that a typed column would turn: each is recorded as it was',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) =>
        redeclare(
          db,
          'conversations',
          'id, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated',
        ),
      conversation({ id: 5, question: 42, final_answer: 1.5, source_of_truth: '007', created_at: 1700000000 }),
      `INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES (6.0, 1e3, 1e20, -0.0)`,
      stageOutput({ id: 'five', conversation_id: 5, stage_name: 'curator', stage_number: 4 }),
    ),
  expect: {
    books: { conversations: { read: 3, migrated: 3, repaired: 2 } },
    look: ({ all }) => expect(all(`SELECT id FROM conversations ORDER BY id`)).toEqual([['5'], ['6.0'], ['conv_001']]),
  },
})
