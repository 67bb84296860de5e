import type { Build, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { inBatches, rangeStatement, type Range } from './batches.js'
import { exactly } from './look-ahead.js'
import { mergeInto } from './merge.js'
import { highNumbers } from './numbers.js'
import { placeholders } from './placeholders.js'
import { isConstraint, isOrphan, quarantine, reasonOf } from './quarantine.js'
import { repairRecorder } from './repairs.js'
import { fromRows, rowsAside, selectedColumns } from './select-rows.js'
import type { RepairCounts } from './functions.js'
import type { MappedTable } from '../plan/tables.js'
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** Called after each batch, in its transaction: makes what hangs on the rows that were just added. */
export type AfterRows = (rowidBefore: bigint) => void

/** Moves the rows of a mapped table to their place, batch by batch; rows that break a constraint are set aside. */
export function mapTable(table: MappedTable, repairs: () => RepairCounts, after?: (build: Build) => AfterRows): Step {
  const step = `copy:${table.place}`
  return {
    name: step,
    label: `Copying ${table.name.replaceAll('_', ' ')}`,
    run: async (build) => {
      const name = build.prefix + step
      const add = build.merging ? mergeInto(build, table) : inserter(build, table, repairs())
      await inBatches(build, name, table, mover(build, table, add, after?.(build)))
    },
  }
}

/** Adds the rows of a range that have their place, and says how many; throws what SQLite refuses. */
export type Adder = {
  add: (range: Range) => number
  /** Called once for each batch, after its rows. */
  settle: (range: Range) => void
}

function mover(build: Build, table: MappedTable, { add, settle }: Adder, after?: AfterRows): (range: Range) => number {
  const { db } = build
  const rowid = `s.${table.rowid}`
  const highest = db.prepare('SELECT coalesce(max(rowid), 0) FROM main.conversations').pluck()
  const makeParents = placeholders(build, table)
  let made = 0

  const placeAll = (range: Range | null) => (range === null ? 0 : place(range))
  const place = (range: Range): number => {
    try {
      return add(range)
    } catch (error) {
      if (!isConstraint(error)) throw error
      faultPoint('copy:constraint-broken')
      if (range.atMost) return placeAll(exactly(db, table, range))
      const parents = isOrphan(error) ? makeParents(range) : 0
      made += parents
      if (parents > 0) return place(range)
      if (range.rows > 1) return halves(build, table, range).reduce((sum, half) => sum + place(half), 0)
      if (!table.also) quarantine(build, table, `${rowid} = @rowid`, { rowid: range.upTo }, reasonOf(error))
      return 0
    }
  }

  return (range) => {
    const before = highest.get() as bigint
    made = 0
    const moved = place(range)
    faultPoint('copy:rows-inserted')
    if (moved < range.rows) setAside(build, table, range)
    settle(range)
    faultPoint('copy:repaired')
    if (made > 0 || (moved > 0 && table.target === 'conversations')) after?.(before)
    faultPoint('copy:hangers-on')
    return moved
  }
}

function inserter(build: Build, table: MappedTable, repairs: RepairCounts): Adder {
  const numbers = highNumbers(build, table)
  const columns = selectedColumns(table).map((column) => {
    return numbers && column.to === table.key.to ? { ...column, sql: numbers.sql } : column
  })
  const insert = rangeStatement(
    build.db,
    `s.${table.rowid}`,
    (range) => `INSERT INTO main.${table.target} (${columns.map(({ to }) => quoteName(to)).join(', ')})
      SELECT ${columns.map(({ sql }) => sql).join(', ')} ${fromRows(table, range)} ORDER BY s.${table.rowid}`,
  )
  const record = repairRecorder(build, table)
  return {
    add: (range) => {
      const { statement, parameters } = insert(range)
      return statement.run(parameters).changes
    },
    settle: (range) => {
      numbers?.record(range)
      record(range, repairs)
      repairs.timestamps = repairs.keys = 0
    },
  }
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

/** Sets aside what has no place for what it is: without a key where none can be made, or encrypted. */
function setAside(build: Build, table: MappedTable, range: Range): void {
  const rowid = `s.${table.rowid}`
  const bounds = `${range.after === null ? '' : `${rowid} > @after AND `}${rowid} <= @upTo`
  const parameters = { upTo: range.upTo, ...(range.after === null ? {} : { after: range.after }) }
  for (const { where, reason } of rowsAside(table)) {
    const condition = `${bounds} AND ${where}`
    const count = number(build.db, `SELECT count(*) FROM ${table.from} AS s NOT INDEXED WHERE ${condition}`, parameters)
    if (count > 0) quarantine(build, table, condition, parameters, reason)
  }
}
