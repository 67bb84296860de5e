import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Columns that compare without case or trailing spaces hide no difference',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) =>
        redeclare(
          db,
          'conversations',
          'id TEXT COLLATE NOCASE PRIMARY KEY, question TEXT COLLATE RTRIM, final_answer TEXT COLLATE NOCASE, source_of_truth TEXT COLLATE RTRIM, conversation_context, profile_id, created_at, last_updated',
        ),
      conversation({ id: 'MiXed', question: 'q  ', final_answer: 'A', source_of_truth: 's ' }),
      conversation({ id: 'z', question: 'Q', final_answer: 'a', source_of_truth: 'S' }),
    ),
  expect: { repairs: {} },
})
