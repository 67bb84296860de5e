import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Text ids that become the same number in the new Hive, and one that is no number',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'conversation_keywords',
        'id TEXT PRIMARY KEY, conversation_id TEXT, keyword TEXT, frequency INTEGER, weight REAL',
      )
      db.exec(
        `INSERT INTO conversation_keywords VALUES ('0700', 'conv_001', 'a', 1, 1), ('700', 'conv_001', 'b', 2, 2), ('no number', 'conv_001', 'c', 3, 3), ('1e3', 'conv_001', 'd', 4, 4)`,
      )
    }),
  expect: { books: { conversation_keywords: { read: 5 } }, quarantined: 'any' },
})
