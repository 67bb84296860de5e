import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A collation that this process lacks is no damage',
  home: (home) =>
    home.old(
      knowledge(),
      (db) => db.unsafeMode(),
      'PRAGMA writable_schema = ON',
      `UPDATE sqlite_schema SET sql = replace(sql, 'question TEXT NOT NULL', 'question TEXT COLLATE martian NOT NULL') WHERE name = 'conversations'`,
    ),
  expect: { repairs: {} },
})
