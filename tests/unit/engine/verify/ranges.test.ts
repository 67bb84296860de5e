import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bounds, walk } from '../../../../src-main/engine/verify/ranges.js'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:').defaultSafeIntegers(true)
  db.exec('CREATE TABLE main.t (v)')
})
afterEach(() => {
  db.close()
})

const fill = (rowids: string) => {
  db.exec(`INSERT INTO t (rowid, v) ${rowids}`)
}
const range = (from: number, to: number, step = 1) =>
  `WITH n(i) AS (SELECT ${from} UNION ALL SELECT i + ${step} FROM n WHERE i + ${step} <= ${to}) SELECT i, 'x' FROM n`

type Walked = { seen: bigint[]; rows: number[] }

/** Every rowid that a walk shows, by the condition that it gives; `tell` is what the walk is told of how many those are. */
async function walked(
  signal = new AbortController().signal,
  tell: (found: number) => number | undefined = (found) => found,
): Promise<Walked> {
  const seen: bigint[] = []
  const rows: number[] = []
  await walk(db, { from: 'main.t', rowid: 'rowid' }, signal, (shown) => {
    const { sql, parameters } = bounds('s.rowid', shown)
    const found = db.prepare(`SELECT rowid FROM t AS s WHERE ${sql}`).pluck().all(parameters) as bigint[]
    seen.push(...found)
    rows.push(shown.rows(tell(found.length)))
  })
  return { seen, rows }
}

it.each([
  ['no row', 'SELECT 1, 1 WHERE 0'],
  ['one row', 'SELECT 0, 1'],
  ['rows below zero', range(-5, 5)],
  ['exactly one range', range(1, 1000)],
  ['one row more than a range', range(1, 1001)],
  ['many ranges', range(1, 7777)],
  ['a row that is missing in the middle', `SELECT i, 1 FROM (${range(1, 7777)}) WHERE i <> 4000`],
  ['a wide gap after a long run', `${range(1, 3000)} UNION ALL VALUES (9000000000000, 1), (9000000000001, 1)`],
  ['wide gaps', range(-9_000_000_000, 9_000_000_000, 4_000_001)],
  ['the first and the last rowid there is', `VALUES (-9223372036854775808, 1), (0, 1), (9223372036854775807, 1)`],
])('every row is seen once, in order: %s', async (_, rowids) => {
  fill(rowids)
  const all = db.prepare('SELECT rowid FROM t ORDER BY rowid').pluck().all()
  // Whoever meets fewer, as of rows without a place, or does not tell, gets them counted.
  for (const tell of [(found: number) => found, (found: number) => found - 1, () => undefined]) {
    const { seen, rows } = await walked(undefined, tell)
    expect(seen).toEqual(all)
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(all.length)
  }
})

it('stops where it is told to', async () => {
  fill(range(1, 5000))
  const controller = new AbortController()
  let looks = 0
  const walking = walk(db, { from: 'main.t', rowid: 'rowid' }, controller.signal, () => {
    looks++
    controller.abort()
  })
  await expect(walking).rejects.toThrow('abort')
  expect(looks).toBe(1)
  await expect(walked(AbortSignal.abort())).rejects.toThrow('abort')
})
