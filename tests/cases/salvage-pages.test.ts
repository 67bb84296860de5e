/** A damaged header, list of tables or tree: rows are read from their pages, and nothing is guessed in silence. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lostCells } from '../support/account-for.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'

let world: World
let pristine: string
beforeEach(async () => {
  world = await makeWorld({ conversations: 40, textBytes: 3000 })
  pristine = join(world.environment.tmpdir, 'pristine.db')
  copyFileSync(world.source, pristine)
})
afterEach(() => {
  world.remove()
})

/** Changes bytes of the source, or rows by a connection of its own. */
function bytes(change: (bytes: Buffer) => void): void {
  const content = readFileSync(world.source)
  change(content)
  writeFileSync(world.source, content)
}

function alter(path: string, ...statements: string[]): void {
  const db = new Database(path)
  db.pragma('foreign_keys = OFF')
  for (const sql of statements) db.exec(sql)
  db.close()
}

function all(path: string, sql: string): unknown[][] {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(sql).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}

const userTables = () =>
  all(pristine, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).map(([name]) =>
    String(name),
  )

const salvage = () => world.migrate({ salvage: true })

describe('the first 100 bytes', () => {
  const damages: [string, (content: Buffer) => void][] = [
    ['are zeros', (content) => content.fill(0, 0, 100)],
    [
      'are noise',
      (content) => Buffer.from(Array.from({ length: 100 }, (_, index) => (index * 151 + 7) & 0xff)).copy(content),
    ],
    ['name a page size that cannot be', (content) => content.writeUInt16BE(4097, 16)],
    ['name the page size of another file', (content) => content.writeUInt16BE(1024, 16)],
    ['name another format', (content) => content.fill(9, 18, 24)],
    ['name another encoding', (content) => content.writeUInt32BE(2, 56)],
    ['have a flipped bit in the name', (content) => void (content[3]! ^= 8)],
  ]
  it.each(damages)('%s: refused with the offer to salvage; salvaged whole; taken back', async (_, damage) => {
    bytes(damage)
    const before = snapshot(world.home)
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code: 'HM-SOURCE-CORRUPT', exit: 3 })
    expect(failure.fix).toContain('--salvage')
    expect(snapshot(world.home)).toEqual(before)
    const result = await salvage()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    expect(lostCells(pristine, world.target)).toEqual([])
    expect(result.totals.read).toBe(
      userTables().reduce((sum, name) => sum + Number(all(pristine, `SELECT count(*) FROM ${name}`)[0]![0]), 0),
    )
    expect(result.unreadable).toContainEqual(expect.objectContaining({ table: '(header)', rows: 0 }))
    await world.engine.rollback({ backup: result.backup!.id })
    expect(snapshot(world.home)).toEqual(before)
  })
})

/** The pages of a table or index (or of the list of tables), by SQLite's own statistics. */
function pages(name: string, type: 'leaf' | 'internal' | '%' = '%'): number[] {
  return all(
    pristine,
    `SELECT pageno FROM dbstat WHERE name = '${name}' AND pagetype LIKE '${type}' ORDER BY path`,
  ).map(([page]) => Number(page))
}

const zero = (numbers: number[]) =>
  bytes((content) => {
    for (const page of numbers) content.fill(0, 4096 * (page - 1), 4096 * page)
  })

/** Rows that say where they were found, by table and rule. */
const found = () =>
  all(
    world.target,
    `SELECT table_name, rule, count(*) FROM migration_repairs WHERE column_name = '(row)' GROUP BY 1, 2 ORDER BY 1, 2`,
  )

const count = (path: string, table: string) => Number(all(path, `SELECT count(*) FROM "${table}"`)[0]![0])

const unknown = [
  'CREATE TABLE passing (id INTEGER PRIMARY KEY, words TEXT, more REAL)',
  `INSERT INTO passing VALUES (7, 'so', 2.5), (9, NULL, 3)`,
]

describe('the list of tables', () => {
  it('lost its first page: it is made anew from the others, and nothing is missing', async () => {
    alter(world.source, ...unknown)
    copyFileSync(world.source, pristine)
    zero([1])
    const result = await salvage()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    expect(result.unreadable!.map(({ table }) => table)).toEqual(['(header)', '(list of tables)'])
    expect(lostCells(pristine, world.target)).toEqual([])
    expect(found()).toEqual([])
  })

  it('is gone: tables are recognised by their columns, each row says so, and an unknown one is kept word for word', async () => {
    alter(world.source, ...unknown)
    copyFileSync(world.source, pristine)
    zero(pages('sqlite_schema'))
    const result = await world.migrate({ salvage: true, validation: 'paranoid' })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    const rule = 'table recognised by its columns; its description is lost'
    const own = userTables().filter((name) => name !== 'passing')
    expect(found()).toEqual(own.sort().map((table) => [table, rule, count(pristine, table)]))
    expect(result.unreadable).toContainEqual(expect.objectContaining({ table: 'stage_outputs', rows: null }))
    expect(result.warnings.join()).toContain('word for word in legacy_lost_and_found')
    const kept = all(
      world.target,
      'SELECT nfield, id, c0, c1, c2, typeof(c2) FROM legacy_lost_and_found WHERE nfield = 3',
    )
    expect(kept).toEqual([
      [3, 7, null, 'so', 2.5, 'real'],
      [3, 9, null, null, 3, 'integer'],
    ])
    alter(pristine, 'DROP TABLE passing')
    expect(lostCells(pristine, world.target)).toEqual([])
  })
})

describe('pages that no table reaches', () => {
  it('bring their rows back where an interior page is gone, and each row says so', async () => {
    const inner = pages('stage_outputs', 'internal')
    expect(inner.length).toBeGreaterThan(0)
    zero(inner)
    const result = await salvage()
    expect(result).toMatchObject({
      status: 'migrated',
      totals: { same: true, repaired: 0 },
      verification: { passed: true },
    })
    expect(lostCells(pristine, world.target)).toEqual([])
    expect(found()).toEqual([['stage_outputs', 'found on a page that no table reaches', 160]])
    expect(readFileSync(result.report!.html, 'utf8')).toContain('found on a page that no table reaches')
    expect(await salvage()).toMatchObject({ status: 'nothing-to-do' })
  })

  it('hold rows that were deleted on purpose: they stay deleted, also where the header does not list them any more', async () => {
    alter(world.source, `DELETE FROM stage_outputs WHERE rowid % 4 <> 1`, 'DELETE FROM stage_outputs WHERE rowid < 120')
    copyFileSync(world.source, pristine)
    expect(Number(all(pristine, 'PRAGMA freelist_count')[0]![0])).toBeGreaterThan(5)
    bytes((content) => content.fill(0, 0, 100))
    const result = await salvage()
    expect(result).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(count(world.target, 'stage_outputs')).toBe(count(pristine, 'stage_outputs'))
    expect(found()).toEqual([])
  })

  it('hold an older form of a row that its table has: the table has its way, the other is kept word for word', async () => {
    const leaf = pages('conversation_keywords', 'leaf')[0]!
    const [name] = all(pristine, 'SELECT keyword FROM conversation_keywords WHERE id = 1')[0] as [string]
    // A copy of the page at the end of the file, with another word in its first row.
    bytes((content) => content.writeUInt32BE(content.length / 4096 + 1, 28))
    const content = readFileSync(world.source)
    const copy = Buffer.from(content.subarray(4096 * (leaf - 1), 4096 * leaf))
    copy.write('Z', copy.lastIndexOf(name))
    writeFileSync(world.source, Buffer.concat([content, copy]))
    const result = await salvage()
    expect(result).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(lostCells(pristine, world.target)).toEqual([])
    expect(count(world.target, 'conversation_keywords')).toBe(count(pristine, 'conversation_keywords'))
    expect(all(world.target, 'SELECT pgno, id, c2 FROM legacy_lost_and_found')).toEqual([
      [content.length / 4096 + 1, 1, `Z${name.slice(1)}`],
    ])
  })

  it('hold rows that could be of two tables: nothing is guessed', async () => {
    alter(world.source, 'DELETE FROM conversation_context', `UPDATE curator_truths SET topic_summary = NULL`)
    const twin = `CREATE TABLE aside (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, c REAL NOT NULL, d TEXT, e TEXT)`
    const word = `'${'word '.repeat(200)}'`
    const rows = Array.from(
      { length: 30 },
      (_, id) => `INSERT INTO aside VALUES (${id}, 'x', ${word}, ${id}.5, NULL, NULL)`,
    )
    alter(world.source, twin, ...rows)
    copyFileSync(world.source, pristine)
    zero(pages('aside', 'internal'))
    const result = await salvage()
    expect(result).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(count(world.target, 'curator_truths')).toBe(count(pristine, 'curator_truths'))
    expect(count(world.target, 'legacy_lost_and_found')).toBe(30)
    expect(found()).toEqual([])
  })
})

it('a page that SQLite refuses: its whole rows are read cell by cell', async () => {
  const leaf = pages('stage_outputs', 'leaf').at(-3)!
  bytes((content) => {
    // The first cell's place in the directory of the page points behind the page.
    content.writeUInt16BE(4095, 4096 * (leaf - 1) + 8)
  })
  const result = await salvage()
  expect(result).toMatchObject({ status: 'migrated', verification: { passed: true } })
  const missing = count(pristine, 'stage_outputs') - count(world.target, 'stage_outputs')
  expect(missing).toBe(1)
})
