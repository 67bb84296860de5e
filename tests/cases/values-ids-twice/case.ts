import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'The same id twice, and the same row twice, in a table without a key',
  home: (home) =>
    home.old(knowledge({ count: 3 }), (db) => {
      redeclare(
        db,
        'conversations',
        'id TEXT, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated',
      )
      db.exec(`INSERT INTO conversations SELECT id, 'another question', final_answer, source_of_truth, conversation_context, profile_id, 'garbage', last_updated FROM conversations LIMIT 1;
        INSERT INTO conversations SELECT * FROM conversations WHERE id = 'conv_002'`)
    }),
  expect: { books: { conversations: { read: 5, migrated: 3 } }, quarantined: 'any' },
})
