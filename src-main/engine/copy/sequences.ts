import type { Build } from './build.js'
import { faultPoint } from '../faults.js'
import { old, type MappedTable } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'
import { columnsOf, primaryKeyOf } from '../target/schema/index.js'
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
    if (table.kind !== 'mapped' || !isCounted(table)) continue
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

/** Whether the target gives the table its numbers. */
function isCounted({ target, key }: MappedTable): boolean {
  const column = columnsOf(target).find(({ name }) => name === key.to)
  return primaryKeyOf(target) === key.to && column?.type.toUpperCase() === 'INTEGER'
}

function givenOut({ db }: Build, { name }: MappedTable): bigint {
  const highest = db.prepare(
    `SELECT max(CAST(o.seq AS INTEGER)) FROM "${old}".sqlite_sequence AS o
     WHERE o.name = ? AND CAST(o.seq AS INTEGER) < ${highNumber}`,
  )
  return (highest.pluck().get(name) as bigint | null) ?? 0n
}

function highestNumber({ db }: Build, { from, key }: MappedTable): bigint {
  const raw = quoteName(key.from)
  const highest = db.prepare(
    `SELECT max(${raw}) FROM ${from} NOT INDEXED WHERE typeof(${raw}) = 'integer' AND ${raw} < ${highNumber}`,
  )
  return (highest.pluck().get() as bigint | null) ?? 0n
}
