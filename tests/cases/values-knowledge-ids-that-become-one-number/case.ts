import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title:
    'Knowledge rows 1 and ‘1’ of one conversation: one is chosen, the other is carried, and no row is one too many',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'knowledge_conversations',
        'id, conversation_id, question, final_answer, source_of_truth, created_at',
      )
      db.exec(`DELETE FROM knowledge_conversations;
        INSERT INTO knowledge_conversations VALUES (1, 'a', 'q', 'first', '', ''), ('1', 'a', 'q', 'second', 's', ''),
          (2, 'b', 'q', 'the same', '', ''), ('2', 'b', 'q', 'the same', '', '')`)
    }),
  expect: {},
})
