import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

const view = `CREATE VIEW "every ""täglich""" AS SELECT c.id, d.text FROM conversations AS c LEFT JOIN diary AS d ON d.day = c.title`
const trigger = `CREATE TRIGGER diary_told AFTER INSERT ON messages BEGIN INSERT INTO diary (day, text) VALUES (NEW.id, 'erzählt 🎉'); END`
const theirFunction = `CREATE TRIGGER of_their_own AFTER DELETE ON diary BEGIN SELECT their_function(OLD.day); END`
const index = `CREATE UNIQUE INDEX diary_days ON diary (day COLLATE NOCASE) WHERE text <> 'erzählt 🎉'`
const byFunction = `CREATE INDEX by_function ON diary (theirs(text))`

export default defineCase({
  title: 'A used new Hive in UTF-16: its rows stay, and so do the views, triggers and indexes of other programs',
  traps: ['T38'],
  home: (home) => {
    home.old(knowledge({ count: 2 }))
    home.database(newPath, `PRAGMA encoding = 'UTF-16le'; CREATE TABLE diary (day TEXT PRIMARY KEY, text TEXT)`)
    home.appStarted(
      addApp({ count: 1 }),
      `INSERT INTO diary VALUES ('mön', 'mine 🎉')`,
      [view, trigger, theirFunction, index],
      (db) => {
        db.function('theirs', { deterministic: true }, (text: string) => text)
        db.exec(byFunction)
      },
    )
  },
  quick: { validation: 'paranoid' },
  expect: {
    sources: [oldPath, newPath],
    look: ({ all, result }) => {
      const sql = all(`SELECT sql FROM sqlite_schema`).flat()
      for (const each of [view, trigger, theirFunction, index]) expect(sql).toContain(each)
      expect(all('SELECT * FROM diary')).toEqual([['mön', 'mine 🎉']])
      expect(all(`SELECT row_key, value FROM migration_quarantine WHERE table_name = 'sqlite_schema'`)).toEqual([
        ['by_function', byFunction],
      ])
      expect(result.warnings.join()).toContain('by_function: no such function')
      expect(result.verification.checks.filter(({ name }) => name === 'what other programs made').at(-1)).toMatchObject(
        {
          passed: true,
          detail: '4 views, triggers and indexes of other programs are there, 1 are set aside',
        },
      )
    },
  },
})
