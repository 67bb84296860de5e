/** What must hold of every migration, whatever the case is about. */
import { copyFileSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import type { MigrationResult } from '../../../src-main/engine/model/index.js'
import { appStatements, type Statement } from '../../unit/target/fixtures/app-statements.js'
import { electronMemoryScript, electronStartUp } from '../../unit/target/fixtures/electron-start-up.js'
import { rustStatements } from '../../unit/target/fixtures/rust-statements.js'
import type { Moves } from './define.js'
import { findValues, type Source } from './oracle/find.js'
import { readDatabase } from './oracle/read.js'

type Tree = Record<string, string>

/** No file of the home changed but the target and its configuration; nothing else was made. */
export function expectUntouched(before: Tree, after: Tree, mayChange: string[]): void {
  const rest = (tree: Tree) =>
    Object.fromEntries(Object.entries(tree).filter(([path]) => !mayChange.some((own) => isOwn(path, own))))
  const folders = (tree: Tree) => Object.keys(tree).filter((path) => tree[path]!.endsWith('folder'))
  const added = folders(after).filter((path) => !(path in before))
  // Folders on the way to the target may be new.
  const allowed = added.filter((path) => mayChange.some((own) => own.startsWith(`${path}/`)))
  const now = rest(after)
  expect(Object.fromEntries(Object.entries(now).filter(([path]) => !allowed.includes(path)))).toEqual(rest(before))
}

const isOwn = (path: string, own: string) =>
  path === own || (/^-(wal|shm|journal)$/.test(path.slice(own.length)) && path.startsWith(own))

/** Per raw table: read = migrated + quarantined + carried + left, and `read` is what the file holds. */
export function expectBalanced(result: MigrationResult, sources: Source[]): void {
  const { tables, totals } = result
  for (const row of tables) {
    expect(row.read, `books of ${row.name}`).toBe(row.migrated + row.quarantined + row.carried + row.left)
    expect(row.repaired, `repaired of ${row.name}`).toBeLessThanOrEqual(row.migrated)
  }
  for (const name of ['read', 'migrated', 'repaired', 'quarantined', 'carried', 'left'] as const) {
    expect(totals[name], `total ${name}`).toBe(tables.reduce((sum, row) => sum + row[name], 0))
  }
  expect(totals.same).toBe(true)
  for (const source of sources) {
    const mine = tables.filter(({ database }) => database === source.realPath)
    const read = Object.fromEntries(mine.map((row) => [row.name.toLowerCase(), row.read]))
    const held = [...source.tables.values()].map(({ name, rows }) => [name.toLowerCase(), rows.length] as const)
    // A target that had data is merged into: its own rows are in no books.
    if (mine.length > 0 || source.realPath !== result.target.path) expect(read).toMatchObject(Object.fromEntries(held))
  }
}

/** Every cell of the sources is in the new database; where it stands is what was written down. */
export function expectFound(sources: Source[], target: string, { moved = [] }: Moves): void {
  const found = findValues(sources, readDatabase(target))
  expect(found.lost.slice(0, 20), `of ${found.cells} cells, ${found.lost.length} lost`).toEqual([])
  expect(found.moved, 'places that nobody wrote down').toEqual([...moved].sort())
}

/** The records of changed cells, by rule. */
export function repairsIn(db: Database.Database): Record<string, number> {
  const rows = db.prepare('SELECT rule, count(*) FROM migration_repairs GROUP BY rule ORDER BY rule').raw().all()
  return Object.fromEntries(rows as [string, number][])
}

/** SQLite finds it sound, and no row points nowhere. */
export function expectSound(db: Database.Database): void {
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete')
  expect(db.pragma('encoding', { simple: true })).toBe('UTF-8')
}

/** Both new programs start on a copy of it and do a day's work; nothing of theirs fails, and nothing old changes. */
export function expectBothHivesOpen(target: string, scratch: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) expect(existsSync(target + suffix)).toBe(false)
  copyFileSync(target, scratch)
  const db = new Database(scratch)
  try {
    db.pragma('foreign_keys = ON')
    db.pragma('journal_mode = WAL')
    const old = db.prepare('SELECT count(*) FROM conversations').pluck().get()
    for (const sql of [...electronStartUp, ...electronMemoryScript]) db.exec(sql)
    for (const statement of [...appStatements, ...rustStatements]) attempt(db, statement)
    expect(db.prepare('SELECT count(*) FROM conversations').pluck().get()).toBeGreaterThanOrEqual(old as number)
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  } finally {
    db.close()
  }
}

function attempt(db: Database.Database, { name, sql, values = [] }: Statement): void {
  try {
    const statement = db.prepare<(string | number | null)[]>(sql)
    if (statement.reader) statement.all(...values)
    else statement.run(...values)
  } catch (error) {
    throw new Error(`"${name}" of the new Hive fails: ${String(error)}`, { cause: error })
  }
}
