import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Tables without a rowid, known and unknown, with keys of every type',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      `CREATE TABLE pairs (a TEXT, b INTEGER, c, PRIMARY KEY (b DESC, a)) WITHOUT ROWID;
       INSERT INTO pairs VALUES ('x', 1, NULL), ('X', 1, 1), ('x', -1, 'c'), ('y', 9223372036854775807, x'00')`,
      (db) =>
        redeclare(
          db,
          'conversation_keywords',
          'id INTEGER, conversation_id, keyword, frequency, weight, PRIMARY KEY (id)',
          'WITHOUT ROWID',
        ),
      `INSERT INTO conversation_keywords VALUES (-9223372036854775808, 'conv_001', 'low', 1, 1)`,
    ),
  expect: { books: { pairs: { carried: 4 }, conversation_keywords: { read: 3, migrated: 3 } } },
})
