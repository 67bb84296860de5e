import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

const view = `CREATE VIEW "every ""talk""" AS SELECT c.id, d.text FROM conversations AS c LEFT JOIN diary AS d ON d.day = c.title`
const trigger = `CREATE TRIGGER diary_told AFTER INSERT ON messages BEGIN INSERT INTO diary (day, text) VALUES (NEW.id, 'told'); END`
const onView = `CREATE TRIGGER told_by_view INSTEAD OF DELETE ON "every ""talk""" BEGIN SELECT 1; END`
const theirFunction = `CREATE TRIGGER of_their_own AFTER DELETE ON diary BEGIN SELECT their_function(OLD.day); END`
const indexes = [
  `CREATE UNIQUE INDEX diary_days ON diary (day COLLATE NOCASE) WHERE text <> 'told'`,
  `CREATE INDEX titles_of_theirs ON conversations (lower(title))`,
]
const broken = `CREATE TRIGGER broken AFTER UPDATE ON conversations BEGIN UPDATE conversations SET mood = 'x' WHERE id = NEW.id; END`
const searching = `CREATE TRIGGER also_searches AFTER DELETE ON messages BEGIN DELETE FROM conversations_fts WHERE rowid = 1; END`
const tooStrict = `CREATE UNIQUE INDEX one_title ON conversations (is_archived)`

export default defineCase({
  title:
    'Views, triggers and indexes of other programs in a used new Hive are there by their own statements, and fire for none of our rows',
  traps: ['T36', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.appStarted(
      addApp({ count: 1 }),
      'CREATE TABLE diary (day TEXT PRIMARY KEY, text TEXT)',
      `INSERT INTO diary VALUES ('mon', 'mine')`,
      'ALTER TABLE conversations ADD COLUMN mood TEXT',
      `ALTER TABLE conversations ADD COLUMN is_archived BOOLEAN DEFAULT 0`,
      [view, trigger, onView, theirFunction, ...indexes, broken, searching, tooStrict],
    )
  },
  quick: { validation: 'paranoid' },
  expect: {
    sources: [oldPath, newPath],
    look: ({ all, result }) => {
      const sql = (name: string) => all('SELECT sql FROM sqlite_schema WHERE name = ?', name).flat()[0]
      for (const each of [view, trigger, onView, theirFunction, ...indexes]) {
        const [, name = ''] = /(?:VIEW|TRIGGER|INDEX) ("(?:[^"]|"")+"|\w+)/.exec(each) ?? []
        expect(sql(name.replace(/^"|"$/g, '').replaceAll('""', '"'))).toBe(each)
      }
      expect(all('SELECT * FROM diary')).toEqual([['mon', 'mine']])
      expect(all(`SELECT count(*) FROM "every ""talk"""`)).toEqual([[4]])
      const aside = all(
        `SELECT row_key, value FROM migration_quarantine WHERE table_name = 'sqlite_schema' ORDER BY row_key`,
      )
      expect(aside).toEqual([['also_searches', searching], ['broken', broken], ['one_title', tooStrict]]) // prettier-ignore
      expect(result.warnings.join()).toMatch(/one_title: .*broken: no such column: mood; also_searches: /)
    },
  },
})
