import type { Build } from '../build.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName } from '../../sqlite/quote.js'
import { highNumber } from '../../target/schema/numbers.js'
import { incoming, primaryOf } from './incoming.js'

/** Gives a free number to rows whose own is taken; numbers of before are not given out again. */
export function renumbering(build: Build, table: MappedTable, before: bigint): () => void {
  const { db } = build
  const id = quoteName(primaryOf(table))
  const taken = `hm_rid NOT IN (SELECT rid FROM temp.matched) AND (${id} IS NULL OR ${id} <= @before
    OR ${id} >= ${highNumber} OR ${id} IN (SELECT t.rowid FROM main.${table.target} AS t))`
  const find = db.prepare(`SELECT hm_rid FROM ${incoming} WHERE ${taken} ORDER BY hm_rid`).pluck()
  const highest = db
    .prepare(
      `SELECT max(coalesce((SELECT max(rowid) FROM main.${table.target} WHERE rowid < ${highNumber}), 0),
         coalesce((SELECT max(${id}) FROM ${incoming} WHERE ${id} < ${highNumber}), 0),
         CASE WHEN @before < ${highNumber} THEN @before ELSE 0 END)`,
    )
    .pluck()
  const set = db.prepare(`UPDATE ${incoming} SET ${id} = ? WHERE hm_rid = ?`)
  return () => {
    const rows = find.all({ before }) as bigint[]
    if (rows.length === 0) return
    let next = highest.get({ before }) as bigint
    for (const rid of rows) set.run(++next, rid)
  }
}
