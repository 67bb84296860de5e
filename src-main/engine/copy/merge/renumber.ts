import type { Build } from '../build.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName } from '../../sqlite/quote.js'
import { highNumber } from '../../target/schema/numbers.js'
import { incoming, primaryOf } from './incoming.js'

/** Gives a free number to rows whose own is taken; numbers of before are not given out again. */
export function renumbering(build: Build, table: MappedTable, before: bigint): () => void {
  const { db } = build
  const id = quoteName(primaryOf(table))
  findDoubled(build, table)
  const taken = `hm_rid NOT IN (SELECT rid FROM temp.matched) AND (${id} IS NULL OR ${id} <= @before
    OR ${id} >= ${highNumber} OR ${id} IN (SELECT t.rowid FROM main.${table.target} AS t))
    AND hm_rid NOT IN (SELECT rid FROM temp.doubled)`
  const find = db.prepare(`SELECT hm_rid FROM ${incoming} WHERE ${taken} ORDER BY hm_rid`).pluck()
  const highest = db
    .prepare(
      `SELECT max(coalesce((SELECT max(rowid) FROM main.${table.target} WHERE rowid < ${highNumber}), 0),
         coalesce((SELECT max(${id}) FROM ${incoming} WHERE ${id} < ${highNumber}), 0),
         CASE WHEN @before < ${highNumber} THEN @before ELSE 0 END)`,
    )
    .pluck()
  const set = db.prepare(`UPDATE ${incoming} SET ${id} = ? WHERE hm_rid = ?`)
  // What stands twice must not take the number that its first row gave up: it gets one that is there, and is set aside.
  const doubled = db
    .prepare(`SELECT hm_rid FROM ${incoming} WHERE ${id} >= ${highNumber} AND hm_rid IN (SELECT rid FROM temp.doubled)`)
    .pluck()
  return () => {
    const [rows, again] = [find.all({ before }) as bigint[], doubled.all() as bigint[]]
    if (rows.length + again.length === 0) return
    let next = highest.get({ before }) as bigint
    for (const rid of rows) set.run(++next, rid)
    for (const rid of again) set.run(next, rid)
  }
}

/**
 * Remembers in `temp.doubled` the rows whose number an earlier row has, where their table does not forbid it: a record of
 * another number that both have would name neither. They are set aside like any key that stands twice.
 */
function findDoubled({ db }: Build, { table, key, from, rowid }: MappedTable): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS doubled (rid INTEGER PRIMARY KEY)')
  db.exec('DELETE FROM temp.doubled')
  const keys = table.columns.filter(({ keyPosition }) => keyPosition > 0)
  if (keys.length === 1 && keys[0]?.name === key.from) return
  const raw = `s.${quoteName(key.from)}`
  db.exec(`INSERT INTO temp.doubled SELECT rid FROM (SELECT s.${rowid} AS rid,
      row_number() OVER (PARTITION BY typeof(${raw}), +${raw} COLLATE BINARY ORDER BY s.${rowid}) AS nth
    FROM ${from} AS s NOT INDEXED WHERE ${raw} IS NOT NULL) WHERE nth > 1`)
}
