/** Databases that this process cannot read like others: another encoding, a collation that it lacks. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { lostCells } from '../support/account-for.js'
import { failureOf, makeWorld, snapshot } from '../support/engine.js'
import { changeDatabase, privateCopy } from '../support/old-database.js'

it.each(['UTF-16le', 'UTF-16be'])('a database in %s is refused by name, and nothing changes', async (encoding) => {
  const { home, source, migrate, engine, environment, remove } = await makeWorld()
  try {
    const wide = join(environment.tmpdir, 'wide.db')
    const db = new Database(wide)
    db.pragma(`encoding = '${encoding}'`)
    const old = new Database(source, { readonly: true })
    const tables = old.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`).pluck().all() as string[] // prettier-ignore
    for (const sql of tables) db.exec(sql)
    old.close()
    db.prepare(
      `INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('a', 'ä🎉', 'b', 'c')`,
    ).run()
    db.close()
    renameSync(wide, source)
    const before = snapshot(home)
    expect(await failureOf(migrate())).toMatchObject({ code: 'HM-SOURCE-ENCODING', exit: 4 })
    expect((await engine.preview({})).issues).toContainEqual(expect.objectContaining({ code: 'HM-SOURCE-ENCODING', severity: 'error' })) // prettier-ignore
    expect(snapshot(home)).toEqual(before)
    expect(
      existsSync(join(environment.stateHome, 'backups')) && snapshot(join(environment.stateHome, 'backups')),
    ).toEqual({})
  } finally {
    remove()
  }
})

it.each([
  ['a plain column', 'question TEXT NOT NULL', 'question TEXT COLLATE martian'],
  ['a key', 'id TEXT PRIMARY KEY, question', 'id TEXT COLLATE martian PRIMARY KEY, question'],
  [
    'a reference',
    'conversation_id TEXT NOT NULL REFERENCES',
    'conversation_id TEXT COLLATE martian NOT NULL REFERENCES',
  ],
])('a collation that this process lacks, on %s', async (_, from, to) => {
  const { source, target, migrate, engine, environment, remove } = await makeWorld()
  try {
    changeDatabase(source, (db) => {
      db.unsafeMode()
      db.pragma('writable_schema = ON')
      const { changes } = db.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?)').run(from, to)
      expect(changes).toBeGreaterThan(0)
    })
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    expect((await engine.analyze({})).installs[0]?.databases).toMatchObject([{ shape: 'S-B', issues: [] }])
    expect(await migrate()).toMatchObject({
      status: 'migrated',
      totals: { same: true },
      verification: { passed: true },
    })
    expect(lostCells(copy, target)).toEqual([])
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    expect(await engine.validate({ level: 'strict' })).toMatchObject({ passed: true })
    rmSync(copy)
  } finally {
    remove()
  }
})
