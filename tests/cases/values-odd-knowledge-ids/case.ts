import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Knowledge rows whose ids are the text 01 and the number 4.0: what they become is a repair, and it verifies',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'knowledge_conversations',
        'id, conversation_id, question, final_answer, source_of_truth, created_at',
      )
      db.exec(
        `INSERT INTO knowledge_conversations VALUES ('07', NULL, 'q', 'a', 's', NULL), (4.0, 'b', 'q', 'a', 's', NULL)`,
      )
    }),
  expect: { quarantined: 'any' },
})
