import type { Build } from './build.js'
import { rangeStatement, type Range } from './batches.js'
import { newNumberRule } from './repairs.js'
import { placedRows } from './select-rows.js'
import type { MappedTable } from '../plan/tables.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { primaryKeyOf, columnsOf } from '../target/schema/index.js'
import { highNumber } from '../target/schema/numbers.js'

/** The number that a row is given in the place of its own, as SQL over `s`, and what records it after a batch. */
export type HighNumbers = { sql: string; record: (range: Range) => void }

/**
 * Rows whose number leaves the new Hive none to go on with: they get the next after all the others, in their order, and a
 * record. A number that stands twice stays one, so that the second row is set aside like any key that does. Null where the
 * table has no such row, which is found by one look; a new Hive's own rows are never changed.
 */
export function highNumbers(build: Build, table: MappedTable): HighNumbers | null {
  const { db, runId, source } = build
  const isKept = build.sources.some(({ path, role }) => path === source && role === 'kept')
  if (isKept || table.also || !goesByNumber(table)) return null
  const of = (alias: string) => numberSql(table, alias)
  const has = db.prepare(
    `SELECT EXISTS (SELECT 1 FROM ${table.from} AS s NOT INDEXED WHERE ${of('s')} >= ${highNumber})`,
  )
  if (has.pluck().get() === 0n) return null
  const raw = `s.${quoteName(table.key.from)}`
  const given = `(SELECT coalesce(max(${of('x')}), 0) FROM ${table.from} AS x NOT INDEXED WHERE ${of('x')} < ${highNumber}) + 1
    + (SELECT count(DISTINCT ${of('y')}) FROM ${table.from} AS y NOT INDEXED
       WHERE ${of('y')} >= ${highNumber} AND ${of('y')} < ${of('s')})`
  const sql = `CASE WHEN ${of('s')} >= ${highNumber} THEN ${given} ELSE ${raw} END`
  const statement = rangeStatement(
    db,
    `s.${table.rowid}`,
    (
      condition,
    ) => `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
      SELECT @runId, @source, ${quoteText(table.name)}, ${raw}, ${quoteText(table.key.from)}, '${newNumberRule}', ${raw}, t.${quoteName(table.key.to)}
      FROM ${table.from} AS s NOT INDEXED JOIN main.${table.target} AS t ON t.${quoteName(table.key.to)} = (${sql})
      WHERE ${condition} AND ${placedRows(table)} AND ${of('s')} >= ${highNumber}
        AND NOT EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE q.table_name = ${quoteText(table.name)}
          AND q.column_name = ${quoteText(table.key.from)} AND q.row_key = s.${table.rowid} AND q.source = @source)`,
  )
  const record = (range: Range) => {
    const { statement: insert, parameters } = statement(range, { runId, source })
    insert.run(parameters)
  }
  return { sql, record }
}

/** Whether the rows of a table go by numbers that its target gives out. */
export function goesByNumber({ target, key }: MappedTable): boolean {
  const column = columnsOf(target).find(({ name }) => name === key.to)
  return primaryKeyOf(target) === key.to && column?.type.toUpperCase() === 'INTEGER'
}

/** A row's number as an INTEGER column takes it; NULL for what is none. */
function numberSql(table: MappedTable, alias: string): string {
  const raw = `${alias}.${quoteName(table.key.from)}`
  const column = table.table.columns.find(({ name }) => name === table.key.from)
  // Only a rowid is always a number: a key of type INT may be a text, which SQL takes for more than any number.
  const isRowid = column?.type.toUpperCase() === 'INTEGER' && column.keyPosition > 0 && !table.table.withoutRowid
  if (isRowid) return raw
  const text = `CASE WHEN CAST(CAST(${raw} AS INTEGER) AS TEXT) = ${raw} THEN CAST(${raw} AS INTEGER) END`
  return `CASE typeof(${raw}) WHEN 'integer' THEN ${raw} WHEN 'text' THEN ${text} END`
}
