import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Columns named rowid, _rowid_ and oid, all three, with a key and without',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      `CREATE TABLE hidden (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO hidden VALUES ('a', 'b', 'c'), ('a', 'b', 'c'), ('z', NULL, 1);
       CREATE TABLE keyed (k INTEGER PRIMARY KEY, rowid, _rowid_, oid, hm_rowid); INSERT INTO keyed VALUES (-3, 9, 8, 7, 6), (2, 'x', 1.5, NULL, x'00')`,
      (db) => {
        redeclare(
          db,
          'conversations',
          'id TEXT PRIMARY KEY, rowid TEXT, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated',
        )
        db.exec(`UPDATE conversations SET rowid = 'mine' || _rowid_`)
      },
    ),
  expect: { books: { hidden: { read: 3, carried: 3 }, keyed: { carried: 2 } } },
})
