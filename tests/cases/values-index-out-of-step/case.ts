import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'An index that is out of step with its table: the table’s values count',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      'CREATE INDEX plain ON conversations (question)',
      (db) => db.unsafeMode(),
      'PRAGMA writable_schema = ON',
      `UPDATE sqlite_schema SET sql = replace(sql, '(question)', '(profile_id)') WHERE name = 'plain'`,
    ),
  expect: { repairs: {} },
})
