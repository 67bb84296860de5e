import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Range } from '../../../src-main/engine/copy/batches.js'
import { exactly, LookAhead } from '../../../src-main/engine/copy/look-ahead.js'

const table = { from: 'main.t', rowid: 'rowid' }
let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:').defaultSafeIntegers(true)
  db.exec('CREATE TABLE main.t (v)')
})
afterEach(() => {
  db.close()
})

const numbers = (from: number, to: number, step = 1) =>
  `WITH n(i) AS (SELECT ${from} UNION ALL SELECT i + ${step} FROM n WHERE i + ${step} <= ${to}) SELECT i, 1 FROM n`

const rowidsOf = ({ after, upTo }: Range) =>
  db
    .prepare('SELECT rowid FROM t WHERE rowid <= @upTo AND (@after IS NULL OR rowid > @after)')
    .pluck()
    .all({ after, upTo }) as bigint[]

/** Goes through the table in batches of `size`; `placed` says how many of the rows of a batch find their place. */
function batches(size: number, placed: (rows: number) => number) {
  const ahead = new LookAhead(db, table)
  const [seen, rows]: [bigint[], number[]] = [[], []]
  let lastKey: bigint | null = null
  for (;;) {
    const range = ahead.next(lastKey, size)
    if (range === null) return { seen, rows }
    const found = rowidsOf(range)
    seen.push(...found)
    rows.push(ahead.rowsOf(range, placed(found.length)))
    lastKey = range.upTo
  }
}

it.each([
  ['no row', 'SELECT 1, 1 WHERE 0'],
  ['one row', 'SELECT -7, 1'],
  ['a whole batch', numbers(1, 100)],
  ['many batches', numbers(-350, 777)],
  ['a row that is missing', `SELECT i, 1 FROM (${numbers(1, 777)}) WHERE i <> 400`],
  ['a wide gap after a long run', `${numbers(1, 300)} UNION ALL VALUES (9000000000000, 1), (9000000000001, 1)`],
  ['wide gaps', numbers(-9_000_000_000, 9_000_000_000, 90_000_001)],
  ['the first and the last rowid there is', 'VALUES (-9223372036854775808, 1), (0, 1), (9223372036854775807, 1)'],
])('every row is in one batch, and the rows are told: %s', (_, rowids) => {
  db.exec(`INSERT INTO t (rowid, v) ${rowids}`)
  const all = db.prepare('SELECT rowid FROM t ORDER BY rowid').pluck().all()
  for (const placed of [(rows: number) => rows, (rows: number) => Math.max(0, rows - 1), () => 0]) {
    const { seen, rows } = batches(100, placed)
    expect(seen).toEqual(all)
    expect(rows.reduce((sum, each) => sum + each, 0)).toBe(all.length)
    // Gaps cost nothing: there are not many more batches than rows need, one for what was thought to be there.
    expect(rows.length).toBeLessThanOrEqual(Math.ceil(all.length / 100) + 2)
  }
})

it('an exact range ends with a row, and knows how many it has', () => {
  db.exec(`INSERT INTO t (rowid, v) ${numbers(1, 50, 7)}`)
  expect(exactly(db, table, { after: 1n, upTo: 40n, rows: 39, atMost: true })).toEqual({
    after: 1n,
    upTo: 36n,
    rows: 5,
  })
  expect(exactly(db, table, { after: null, upTo: 7n, rows: 7, atMost: true })).toEqual({
    after: null,
    upTo: 1n,
    rows: 1,
  })
  expect(exactly(db, table, { after: 50n, upTo: 99n, rows: 49, atMost: true })).toBeNull()
})
