/** What a salvage brings of tables of every kind: each row that it brings is one that was there, and it says what is not. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyDamaged } from '../../../../src-main/engine/salvage/damaged-copy.js'
import { salvage, type Losses } from '../../../../src-main/engine/salvage/salvage.js'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-salvage-'))
  path = join(folder, 'old.db')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const numbers = (count: number) => `WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < ${count})`

/** Makes a database and keeps a sound copy of it. */
function make(...sql: string[]): void {
  const db = new Database(path)
  for (const each of sql) db.exec(each)
  db.close()
  copyFileSync(path, join(folder, 'sound.db'))
}

/** Pages of a table of a kind, in the order of the tree. */
function pages(table: string, where: string): number[] {
  const db = new Database(path, { readonly: true })
  const sql = `SELECT pageno FROM dbstat WHERE name = ? AND ${where} ORDER BY path`
  const found = db.prepare(sql).pluck().all(table) as number[]
  db.close()
  return found
}

function destroy(...chosen: (number | undefined)[]): void {
  const bytes = readFileSync(path)
  for (const page of chosen) bytes.fill(0, 4096 * ((page ?? 1) - 1), 4096 * (page ?? 1))
  writeFileSync(path, bytes)
}

/** Salvages, and answers the losses and the rows of the one table before and after. */
function salvaged(table: string, columns = '*'): Losses & { before: string[]; after: string[] } {
  const work = mkdtempSync(join(folder, 'work-'))
  const twin = join(work, 'twin.db')
  const losses = salvage(copyDamaged({ main: path, wal: null, journal: null }, work), twin, path)
  const rows = (file: string) => {
    const db = new Database(file, { readonly: true })
    const all = db.prepare(`SELECT ${columns} FROM ${table}`).raw().all()
    db.close()
    return all.map((row) => JSON.stringify(row))
  }
  return { ...losses, before: rows(join(folder, 'sound.db')), after: rows(twin) }
}

const lost = ({ before, after }: { before: string[]; after: string[] }) => {
  const there = new Set(after)
  return before.filter((row) => !there.has(row)).length
}

it('a table without rowids is read from both sides of the damage', () => {
  make(
    'CREATE TABLE pairs (a TEXT, b INTEGER, c, PRIMARY KEY (b, a)) WITHOUT ROWID',
    `INSERT INTO pairs ${numbers(2000)} SELECT 'key ' || a, a, hex(randomblob(20)) FROM n`,
  )
  const leaves = pages('pairs', `pagetype = 'leaf'`)
  destroy(leaves[Math.floor(leaves.length / 2)])
  const result = salvaged('pairs')
  expect(result.after.filter((row) => !result.before.includes(row))).toEqual([])
  expect(result.after).toContain(result.before[0])
  expect(result.after).toContain(result.before.at(-1))
  expect(lost(result)).toBeGreaterThan(0)
  expect(lost(result)).toBeLessThan(200)
  expect(result.unreadable.map(({ table }) => table)).toEqual(['pairs'])
})

it('rows between two damaged places are found, with no index to name them', () => {
  make(
    'CREATE TABLE notes (id INTEGER PRIMARY KEY, text)',
    `INSERT INTO notes ${numbers(4000)} SELECT a * 3, hex(randomblob(30)) FROM n`,
  )
  const leaves = pages('notes', `pagetype = 'leaf'`)
  expect(leaves.length).toBeGreaterThan(12)
  destroy(leaves[4], leaves.at(-4))
  const result = salvaged('notes')
  expect(result.after.filter((row) => !result.before.includes(row))).toEqual([])
  expect(lost(result)).toBeLessThan((3 * result.before.length) / leaves.length)
  expect(result.unreadable).toHaveLength(1)
  expect(result.unreadable[0]).toMatchObject({ table: 'notes' })
})

it('of a row with a cell that cannot be read the other cells stay, and the cell is named', () => {
  make(
    'CREATE TABLE long (id INTEGER PRIMARY KEY, title, body, tail)',
    `INSERT INTO long ${numbers(40)} SELECT a, 'title ' || a, hex(zeroblob(9000)) || a, 'tail ' || a FROM n`,
  )
  const chains = pages('long', `pagetype = 'overflow' AND path LIKE '%+000000'`)
  destroy(...chains.slice(5, 17))
  const result = salvaged('long', 'id, title')
  expect(lost(result)).toBe(0)
  expect(result.unreadable).toHaveLength(1)
  expect(result.unreadable[0]?.detail).toMatch(/body of row \d+/)
  expect(result.unreadable[0]?.detail).toMatch(/and \d+ more/)
  const whole = salvaged('long', 'id, title, body')
  expect(lost(whole)).toBe(12)
})
