import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'A number of a row that is carried, told as 9.0 or as a text, is not given to a row that is made',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'knowledge_conversations',
        'id REAL, conversation_id, question, final_answer, source_of_truth, created_at',
      )
      // Two of one conversation: the first is carried. The conversation of the fixture brings none and is given one.
      db.exec(`DELETE FROM knowledge_conversations;
        INSERT INTO knowledge_conversations VALUES (2, 'two', 'q', 'a', '', ''), (1, 'two', 'q', 'b', '', '')`)
    }),
  expect: {
    look: ({ value }) =>
      expect(value(`SELECT min(kc_id) > 2 FROM knowledge_conversations WHERE id GLOB 'kc_*'`)).toBe(1),
  },
})
