import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A knowledge_conversations table without created_at: its rows move, none is the newest',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      'ALTER TABLE knowledge_conversations DROP COLUMN created_at',
      insert('knowledge_conversations', [
        { conversation_id: 'conv_001', question: 'again', final_answer: 'a', source_of_truth: 's' },
      ]),
    ),
  expect: { books: { knowledge_conversations: { read: 3, migrated: 2, carried: 1 } } },
})
