import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'A knowledge row whose id is a text, of a conversation that is not there, with a number as its answer',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'knowledge_conversations',
        'id INT PRIMARY KEY, conversation_id, question, final_answer, source_of_truth, created_at',
      )
      db.exec(`INSERT INTO knowledge_conversations VALUES ('a', 'a', NULL, 0, '', x'')`)
    }),
  expect: { quarantined: 'any' },
})
