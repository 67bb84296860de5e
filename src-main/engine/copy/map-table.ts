import type { Build, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { textOf } from './derive.js'
import { inBatches, rangeStatement, type Range } from './batches.js'
import { isConstraint, quarantine, reasonOf } from './quarantine.js'
import { repairRecorder } from './repairs.js'
import { timestampSql, type TimestampRepairs } from './timestamps.js'
import { isMoment, type MappedTable } from '../plan/tables.js'
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { columnsOf } from '../target/schema/index.js'

/** Called after each batch, in its transaction: makes what hangs on the rows that were just added. */
export type AfterRows = (rowidBefore: bigint) => void

/** The name of the temp table that holds the rowids chosen where only one row per value has a place. */
export const chosenTable = (table: MappedTable) => quoteName(`chosen_${table.name.toLowerCase()}`)

/** Moves the rows of a mapped table to their place, batch by batch; rows that break a constraint are set aside. */
export function mapTable(
  table: MappedTable,
  repairs: () => TimestampRepairs,
  after?: (build: Build) => AfterRows,
): Step {
  const step = `copy:${table.name}`
  return {
    name: step,
    label: `Copying ${table.name.replaceAll('_', ' ')}`,
    run: async (build) => {
      const move = mover(build, table, repairs(), after?.(build))
      await inBatches(build, step, table, move)
    },
  }
}

function mover(
  build: Build,
  table: MappedTable,
  repairs: TimestampRepairs,
  after?: AfterRows,
): (range: Range) => number {
  const { db } = build
  const rowid = `s.${table.rowid}`
  const key = `s.${quoteName(table.key.from)}`
  const insert = rangeStatement(db, rowid, (condition) => insertSql(table, `${condition} AND ${key} IS NOT NULL`))
  const record = repairRecorder(build, table)
  const highest = db.prepare(`SELECT coalesce(max(rowid), 0) FROM main.${table.target}`).pluck()

  const add = (range: Range): number => {
    const { statement, parameters } = insert(range)
    try {
      return statement.run(parameters).changes
    } catch (error) {
      if (!isConstraint(error)) throw error
      faultPoint('copy:constraint-broken')
      if (range.rows > 1) return halves(build, table, range).reduce((sum, half) => sum + add(half), 0)
      quarantine(build, table, `${rowid} = @rowid`, { rowid: range.upTo }, reasonOf(error))
      return 0
    }
  }

  return (range) => {
    repairs.count = 0
    const before = highest.get() as bigint
    const moved = add(range)
    faultPoint('copy:rows-inserted')
    if (moved < range.rows) quarantineNullKeys(build, table, range)
    record(range, repairs.count > 0)
    faultPoint('copy:repaired')
    if (moved > 0) after?.(before)
    faultPoint('copy:hangers-on')
    return moved
  }
}

function insertSql(table: MappedTable, condition: string): string {
  const columns = [
    ...table.columns.map(({ from, to, timestamp }) => ({ to, sql: `s.${quoteName(from)}`, timestamp })),
    ...table.derived,
    ...unsaidMoments(table),
  ]
  const values = columns.map(({ sql, timestamp }) => (timestamp ? timestampSql(sql) : sql))
  const summary = table.derived.some(({ sql }) => sql.startsWith('summary.'))
    ? `LEFT JOIN temp.stage_summary AS summary ON summary.conversation_id = ${textOf(`s.${quoteName(table.key.from)}`)} COLLATE BINARY`
    : ''
  return `INSERT INTO main.${table.target} (${columns.map(({ to }) => quoteName(to)).join(', ')})
    SELECT ${values.join(', ')}
    FROM ${table.from} AS s NOT INDEXED ${summary}
    WHERE ${condition} ${chosenOnly(table)} ORDER BY s.${table.rowid}`
}

/**
 * Rows that were not chosen are carried whole, and set aside or placed by nobody. The plus keeps SQLite from going through
 * all the chosen rows in every batch instead of through the batch.
 */
function chosenOnly(table: MappedTable): string {
  return table.onePer ? `AND +s.${table.rowid} IN (SELECT rid FROM temp.${chosenTable(table)})` : ''
}

/** Moments that the source does not tell stay unknown: the target's default would say that it happened now (design 4). */
function unsaidMoments(table: MappedTable): MappedTable['derived'] {
  const said = new Set([...table.columns, ...table.derived].map(({ to }) => to))
  return columnsOf(table.target)
    .filter(({ name }) => isMoment(name) && !said.has(name))
    .map(({ name }) => ({ to: name, sql: 'NULL', timestamp: false }))
}

/** Splits a range in two by rows, to find the few that break a constraint without trying each one. */
function halves(build: Build, table: MappedTable, range: Range): [Range, Range] {
  const { rowid } = table
  const rows = Math.floor(range.rows / 2)
  const { statement, parameters } = rangeStatement(
    build.db,
    rowid,
    (condition) => `SELECT max(r) FROM (SELECT ${rowid} AS r FROM ${table.from}
      WHERE ${condition} ORDER BY ${rowid} LIMIT @rows)`,
  )(range, { rows })
  const middle = statement.pluck().get(parameters) as bigint
  return [
    { after: range.after, upTo: middle, rows },
    { after: middle, upTo: range.upTo, rows: range.rows - rows },
  ]
}

/** SQLite allows NULL, several times, in a TEXT primary key (facts T7): such rows have no identity in the target. */
function quarantineNullKeys(build: Build, table: MappedTable, range: Range): void {
  const key = `s.${quoteName(table.key.from)}`
  const rowid = `s.${table.rowid}`
  const condition = `${range.after === null ? '' : `${rowid} > @after AND `}${rowid} <= @upTo AND ${key} IS NULL ${chosenOnly(table)}`
  const parameters = { upTo: range.upTo, ...(range.after === null ? {} : { after: range.after }) }
  const count = number(build.db, `SELECT count(*) FROM ${table.from} AS s NOT INDEXED WHERE ${condition}`, parameters)
  if (count > 0) quarantine(build, table, condition, parameters, 'the row has no key')
}
