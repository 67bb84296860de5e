import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A full-text table and an R-tree of the user’s own hold the only copy of something',
  traps: ['T21'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE VIRTUAL TABLE diary USING fts5(day, text); INSERT INTO diary VALUES ('mon', 'mine'), ('tue', x'00ff')`,
      `CREATE VIRTUAL TABLE boxes USING rtree(id, a, b); INSERT INTO boxes VALUES (1, 2, 3)`,
    ),
  expect: {
    look: ({ all }) => expect(all('SELECT c1 FROM legacy_diary_content WHERE c0 = ?', 'mon')).toEqual([['mine']]),
  },
})
