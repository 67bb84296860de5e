import type { Build, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { inBatches, rangeStatement } from './batches.js'
import { chosenTable } from './map-table.js'
import { once, readCheckpoint } from './checkpoints.js'
import type { CarriedTable, MappedTable } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'

type Carry = {
  step: string
  name: string
  legacy: string
  /** Columns to carry, besides the rowid. */
  columns: string[]
  /** The carried column, or null when whole rows are carried. */
  listed: (string | null)[]
  table: { from: string; rowid: string }
  /** A further condition on `s`. */
  where: string
}

/** The name of the column that keeps the source's rowid: a key that VACUUM does not change. */
export function rowidColumn(columns: string[]): string {
  const taken = new Set(columns.map((column) => column.toLowerCase()))
  for (let name = 'hm_rowid'; ; name += '_') if (!taken.has(name)) return name
}

/** A table without a place, word for word, in columns without a type (design 4). */
export function carryTable(table: CarriedTable): Step {
  const columns = table.table.columns.map(({ name }) => name)
  const { name, legacy } = table
  return carry({ step: `carry:${name}`, name, legacy, columns, listed: [null], table, where: '' })
}

/** Columns without a place of a table that has one, with the row's key. */
export function carryColumns(table: MappedTable): Step {
  const { name, legacy, carriedColumns } = table
  const columns = [table.key.from, ...carriedColumns]
  const where = `AND s.${quoteName(table.key.from)} IS NOT NULL`
  return carry({ step: `carry-columns:${name}`, name, legacy, columns, listed: carriedColumns, table, where })
}

/** The rows beyond the one that has a place (facts T37), whole. */
export function carryFurtherRows(table: MappedTable): Step {
  const columns = table.table.columns.map((column) => column.name)
  const { name, legacyRows: legacy } = table
  const where = `AND +s.${table.rowid} NOT IN (SELECT rid FROM temp.${chosenTable(table)})`
  return carry({ step: `carry-rows:${name}`, name, legacy, columns, listed: [null], table, where })
}

function carry(order: Carry): Step {
  return {
    name: order.step,
    label: `Carrying ${order.name.replaceAll('_', ' ')} over word for word`,
    run: async (build) => {
      const key = rowidColumn(order.columns)
      const names = order.columns.map(quoteName).join(', ')
      build.work.do(() =>
        build.db.exec(
          `CREATE TABLE IF NOT EXISTS main.${quoteName(order.legacy)} (${quoteName(key)} INTEGER PRIMARY KEY, ${names})`,
        ),
      )
      const rowid = `s.${order.table.rowid}`
      const values = order.columns.map((column) => `s.${quoteName(column)}`).join(', ')
      const insert = rangeStatement(
        build.db,
        rowid,
        (condition) => `INSERT INTO main.${quoteName(order.legacy)} (${quoteName(key)}, ${names})
          SELECT ${rowid}, ${values} FROM ${order.table.from} AS s WHERE ${condition} ${order.where} ORDER BY ${rowid}`,
      )
      await inBatches(build, order.step, order.table, (range) => {
        const { statement, parameters } = insert(range)
        return statement.run(parameters).changes
      })
      await once(build, `${order.step}:listed`, () => list(build, order))
    },
  }
}

/** Lists what was carried; a table that turned out empty leaves nothing behind. */
function list(build: Build, order: Carry): number {
  const { rows } = readCheckpoint(build, order.step)
  if (rows === 0 && order.step.startsWith('carry-rows:')) {
    build.db.exec(`DROP TABLE main.${quoteName(order.legacy)}`)
    return 0
  }
  const insert = build.db.prepare(
    `INSERT INTO main.migration_carried (run_id, source, table_name, column_name, legacy_table, rows) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  for (const column of order.listed) insert.run(build.runId, build.source, order.name, column, order.legacy, rows)
  faultPoint('copy:listed')
  return order.listed.length
}
