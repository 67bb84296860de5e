import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Defaults in double quotes are read like any others',
  traps: ['T40'],
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      (db) => db.unsafeMode(),
      `ALTER TABLE conversations ADD COLUMN success_rate TEXT`,
      'PRAGMA writable_schema = ON',
      `UPDATE sqlite_schema SET sql = replace(sql, 'success_rate TEXT', 'success_rate TEXT DEFAULT "100"') WHERE name = 'conversations'`,
    ),
  expect: { look: ({ all }) => expect(all('SELECT count(*) FROM legacy_conversations')).toEqual([[2]]) },
})
