import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Negative rowids, the lowest, the highest, and gaps between them',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `INSERT INTO conversation_keywords (id, conversation_id, keyword) VALUES (-9223372036854775808, 'conv_001', 'low'), (-7, 'conv_001', 'negative');
       INSERT INTO conversation_keywords (id, conversation_id, keyword) VALUES (9223372036854775000, 'conv_001', 'top');
       INSERT INTO conversations (rowid, id, question, final_answer, source_of_truth) VALUES (-9223372036854775808, 'low', 'q', 'a', 's'), (4611686018427387904, 'far', 'q', 'a', 's')`,
    ),
  expect: { books: { conversation_keywords: { read: 4, migrated: 4 }, conversations: { migrated: 3 } } },
})
