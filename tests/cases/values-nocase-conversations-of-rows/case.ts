import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { conversation, knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Rows of conversations `x` and `X`, in columns that compare without case: neither is taken for the other’s',
  home: (home) =>
    home.old(knowledge({ count: 1 }), conversation({ id: 'x' }), conversation({ id: 'X' }), (db) => {
      redeclare(db, 'knowledge_conversations', 'id INTEGER PRIMARY KEY, conversation_id TEXT COLLATE NOCASE, question, final_answer, source_of_truth, created_at') // prettier-ignore
      db.exec(`DELETE FROM knowledge_conversations;
        INSERT INTO knowledge_conversations VALUES (1, 'x', 'q', 'of x', 's', ''), (2, 'X', 'q', 'of X', 's', '')`)
    }),
  expect: {
    books: { knowledge_conversations: { read: 2, migrated: 2 } },
    look: ({ all }) =>
      expect(
        all(`SELECT conversation_id, final_answer FROM knowledge_conversations WHERE kc_id < 3 ORDER BY kc_id`),
      ).toEqual([
        ['x', 'of x'],
        ['X', 'of X'],
      ]),
  },
})
