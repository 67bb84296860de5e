import type { Build } from './build.js'
import { goesByNumber } from './numbers.js'
import { faultPoint } from '../faults.js'
import { old, type MappedTable } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'
import { highNumber } from '../target/schema/numbers.js'

/**
 * No number that the source gave out is given out anew: not one that was deleted again, and not one of a row that found no
 * place and is carried. Before anything is made, so that a row of ours is never taken for such a row. Answers how many
 * tables were told.
 */
export function raiseSequences(build: Build): number {
  const { db } = build
  const hasSequences =
    db.prepare(`SELECT 1 FROM "${old}".sqlite_schema WHERE name = 'sqlite_sequence'`).get() !== undefined
  const tell = db.prepare('UPDATE main.sqlite_sequence SET seq = max(seq, ?) WHERE name = ?')
  const begin = db.prepare('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)')
  let raised = 0
  for (const table of build.tables) {
    if (table.kind !== 'mapped' || !goesByNumber(table)) continue
    const given = hasSequences ? givenOut(build, table) : 0n
    const raw = highestNumber(build, table)
    const highest = given > raw ? given : raw
    if (highest <= 0n) continue
    if (tell.run(highest, table.target).changes === 0) begin.run(table.target, highest)
    raised++
  }
  faultPoint('copy:sequences')
  return raised
}

function givenOut({ db }: Build, { name }: MappedTable): bigint {
  const highest = db.prepare(
    `SELECT max(CAST(o.seq AS INTEGER)) FROM "${old}".sqlite_sequence AS o
     WHERE o.name = ? AND CAST(o.seq AS INTEGER) < ${highNumber}`,
  )
  return (highest.pluck().get(name) as bigint | null) ?? 0n
}

/** The highest number that a raw row goes by, or would in a column of numbers: it takes 2.0 and '2' for 2. */
function highestNumber({ db }: Build, { from, key, table }: MappedTable): bigint {
  const raw = quoteName(key.from)
  const { affinity } = table.columns.find(({ name }) => name === key.from) ?? {}
  // Such a column has made numbers of all that are some, and its index answers at once.
  const isDone = affinity === 'INTEGER' || affinity === 'NUMERIC'
  const sql = isDone
    ? `SELECT max(${raw}) FROM ${from} NOT INDEXED WHERE typeof(${raw}) = 'integer' AND ${raw} < ${highNumber}`
    : `SELECT max(n) FROM (SELECT CASE typeof(${raw}) WHEN 'integer' THEN ${raw} WHEN 'blob' THEN NULL
         ELSE CAST(CAST(${raw} AS NUMERIC) AS INTEGER) END AS n FROM ${from} NOT INDEXED) WHERE n < ${highNumber}`
  return (db.prepare(sql).pluck().get() as bigint | null) ?? 0n
}
