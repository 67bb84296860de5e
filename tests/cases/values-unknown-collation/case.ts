import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A collation that this process lacks is no damage',
  home: (home) =>
    home.old(
      knowledge(),
      (db) => db.unsafeMode(),
      'PRAGMA writable_schema = ON',
      `UPDATE sqlite_schema SET sql = replace(replace(sql, 'question TEXT', 'question TEXT COLLATE martian'), 'id TEXT PRIMARY KEY', 'id TEXT COLLATE martian PRIMARY KEY') WHERE name = 'conversations'`,
    ),
  expect: { repairs: {} },
})
