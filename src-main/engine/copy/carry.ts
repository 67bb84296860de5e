import type { Build, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { inBatches, rangeStatement } from './batches.js'
import { once, readCheckpoint } from './checkpoints.js'
import { legacyColumns, makeLegacy } from './legacy.js'
import { chosenTable, hasTextKey } from './select-rows.js'
import type { CarriedTable, MappedTable, PlannedTable } from '../plan/tables.js'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
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
  /** Whether the table goes again when nothing was carried to it. */
  onlyIfFilled: boolean
}

/** A table without a place, word for word, in columns without a type (design 4). */
export function carryTable(table: CarriedTable): Step {
  const columns = table.table.columns.map(({ name }) => name)
  const { name, legacy } = table
  const common = { step: `carry:${name}`, name, legacy, columns, listed: [null], table, where: alsoChosen(table) }
  return carry({ ...common, onlyIfFilled: table.chosen !== '' })
}

/** Columns without a place of a table that has one, with the row's key. */
export function carryColumns(table: MappedTable): Step {
  const { name, legacy, carriedColumns } = table
  const columns = [table.key.from, ...carriedColumns]
  const rows = table.rows === '' ? '' : `AND ${table.rows}`
  const keyed = hasTextKey(table) ? rows : `AND s.${quoteName(table.key.from)} IS NOT NULL ${rows}`
  const step = `carry-columns:${table.place}`
  const where = `${keyed} ${alsoChosen(table)}`
  return carry({ step, name, legacy, columns, listed: carriedColumns, table, where, onlyIfFilled: false })
}

/** The rows that have no place, whole: those beyond the one per value (facts T37), and those that no entry takes. */
export function carryFurtherRows(table: MappedTable): Step {
  const columns = table.table.columns.map((column) => column.name)
  const { name, place, legacyRows: legacy, rest } = table
  const mine = table.rows === '' ? '' : `${table.rows} AND `
  const beyond = table.onePer ? [`(${mine}+s.${table.rowid} NOT IN (SELECT rid FROM temp.${chosenTable(table)}))`] : []
  const conditions = [...beyond, ...(rest === '' ? [] : [rest])]
  const where = conditions.length === 0 ? 'AND 0' : `AND (${conditions.join(' OR ')}) ${alsoChosen(table)}`
  // Each place has its own table for rows that say something else than what is there: each is listed.
  return carry({ step: `carry-rows:${place}`, name, legacy, columns, listed: [null], table, where, onlyIfFilled: true })
}

/** A stage carries only what it moves. */
const alsoChosen = ({ chosen }: PlannedTable): string => (chosen === '' ? '' : `AND ${chosen}`)

function carry(order: Carry): Step {
  return {
    name: order.step,
    label: `Carrying ${order.name.replaceAll('_', ' ')} over word for word`,
    run: async (build) => {
      const step = build.prefix + order.step
      const key = build.work.do(() => makeLegacy(build.db, order.legacy, order.columns))
      const rowid = `s.${order.table.rowid}`
      const { names, values } = legacyColumns(order.columns)
      const known = carriedBefore(build, order, rowid)
      const isNew = known.map((condition) => `AND NOT ${condition}`).join(' ')
      const insert = rangeStatement(
        build.db,
        rowid,
        (condition) => `INSERT INTO main.${quoteName(order.legacy)} (${quoteName(key)}, ${names})
          SELECT ${rowid}, ${values} FROM ${order.table.from} AS s WHERE ${condition} ${order.where} ${isNew} ORDER BY ${rowid}`,
      )
      if (known.length > 0) {
        const count = `SELECT count(*) FROM ${order.table.from} AS s WHERE (${known.join(' OR ')}) ${order.where}`
        await once(build, knownStep(step), () => number(build.db, count))
      }
      await inBatches(build, step, order.table, (range) => {
        const { statement, parameters } = insert(range)
        return statement.run(parameters).changes
      })
      await once(build, `${step}:listed`, () => list(build, order))
    },
  }
}

/** The checkpoint that counts the rows which an earlier migration of the same source has carried, just as they are. */
export const knownStep = (step: string) => `${step}:known`

/** Conditions on `s`, each true of a row that an earlier migration of the same source has carried, just as it is. */
function carriedBefore(build: Build, { name, columns, listed }: Carry, rowid: string): string[] {
  if (!build.merging) return []
  const tables = tablesOf(build.db, 'main')
  const legacies = build.db
    .prepare(
      `SELECT DISTINCT legacy_table FROM main.migration_carried
       WHERE source = ? AND table_name = ? AND run_id <> ? AND (column_name IS NULL) = ?`,
    )
    .pluck()
    .all(build.source, name, build.runId, listed[0] === null ? 1 : 0) as string[]
  return legacies.flatMap((legacy) => {
    const table = findTable(tables, legacy)
    const key = table?.columns.find(({ keyPosition }) => keyPosition > 0)
    const has = (column: string) => table?.columns.some((each) => each.name === column) === true
    if (!key || !columns.every(has)) return []
    const same = columns.map((column) => {
      const [a, b] = [`l.${quoteName(column)}`, `s.${quoteName(column)}`]
      return `typeof(${a}) = typeof(${b}) AND ${a} IS ${b} COLLATE BINARY`
    })
    return [
      `EXISTS (SELECT 1 FROM main.${quoteName(legacy)} AS l
        WHERE l.${quoteName(key.name)} = ${rowid} AND ${same.join(' AND ')})`,
    ]
  })
}

/** Lists what was carried; a table that turned out empty leaves nothing behind. */
function list(build: Build, order: Carry): number {
  const legacy = `main.${quoteName(order.legacy)}`
  const rows = order.onlyIfFilled
    ? number(build.db, `SELECT count(*) FROM ${legacy}`)
    : readCheckpoint(build, build.prefix + order.step).rows
  if (rows === 0 && order.onlyIfFilled) {
    build.db.exec(`DROP TABLE ${legacy}`)
    return 0
  }
  const insert = build.db.prepare(
    `INSERT INTO main.migration_carried (run_id, source, table_name, column_name, legacy_table, rows) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  for (const column of order.listed) insert.run(build.runId, build.source, order.name, column, order.legacy, rows)
  faultPoint('copy:listed')
  return order.listed.length
}
