import Database from 'better-sqlite3'
import { asBytes, columnsOf, keyOrder, plainTables, quote, toCell, toRow, type Cell } from './cells.js'
import { Places } from './places.js'
import { Waits, type Asked } from './waits.js'
import { wideOf, type Wide } from './wide.js'

/**
 * A second comparison that shares no code and no SQL with the first: row by row in JavaScript, over two separate
 * connections, as bytes and type names. For every cell of the old database it looks for a place where it legitimately
 * is: its own column, a recorded repair, the quarantine or a legacy table.
 */
export type IndependentResult = {
  cells: number
  lost: number
  surplus: number
  first: string | null
  /** Rows that are not there, and that a stage may have left for later. */
  waiting: number
}

/**
 * Compares; both paths are private views. `onRows` may throw to stop; `asked` says what of the old one was to be moved. Only
 * what the new one notes of `source` counts, the old one's real path (null: all of it): rows of several databases have the
 * same keys.
 */
export async function compareIndependently(
  oldPath: string,
  newPath: string,
  onRows: (rows: number) => void,
  asked: Asked | null = null,
  source: string | null = null,
): Promise<IndependentResult> {
  const before = new Database(oldPath, { readonly: true }).defaultSafeIntegers(true)
  const after = new Database(newPath, { readonly: true }).defaultSafeIntegers(true)
  const result: IndependentResult = { cells: 0, lost: 0, surplus: 0, first: null, waiting: 0 }
  const waits = asked && new Waits(after, asked)
  const wide = wideOf(before)
  try {
    for (const table of plainTables(before)) {
      await compareTable(before, after, table, result, { onRows, waits, wide, source })
    }
    return result
  } finally {
    before.close()
    after.close()
  }
}

type Looking = { onRows: (rows: number) => void; waits: Waits | null; wide: Wide; source: string | null }

async function compareTable(
  before: Database.Database,
  after: Database.Database,
  table: string,
  result: IndependentResult,
  { onRows, waits, wide, source }: Looking,
): Promise<void> {
  const columns = columnsOf(before, table)
  const count = before
    .prepare(`SELECT count(*) FROM ${quote(table)} NOT INDEXED`)
    .pluck()
    .get() as bigint
  const places = new Places(after, table, columns, { rows: count, source })
  const rowid = rowidOf(before, table, columns)
  const key = columns.find((name) => name.toLowerCase() === 'id') ?? columns[0] ?? 'rowid'
  const keys = keyOrder(before, table)
  const order = rowid ?? (keys.length > 0 ? keys.map((name) => wide.order(name)).join(', ') : '1')
  const rows = before.prepare(
    `SELECT ${rowid ?? 'NULL'}, ${asBytes([key])}, ${asBytes(columns)} FROM ${quote(table)} ORDER BY ${order}`,
  )
  let number = 0n
  for (const values of rows.raw().iterate() as IterableIterator<unknown[]>) {
    number++
    const row = wide.row(toRow(columns, values, 3))
    const id = wide.cell(toCell(values[1], values[2]))
    const lost = places.lostCells(row, id, (values[0] as bigint | null) ?? number)
    result.cells += columns.length
    const isWaiting = lost.length > 0 && waits?.mayWait(table, row, id) === true
    if (isWaiting) result.waiting++
    else result.lost += lost.length
    if (lost[0] !== undefined && !isWaiting) result.first ??= `${table}, row ${labelOf(id)}, column ${lost[0]}`
    if (number % 500n === 0n) {
      onRows(500)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  result.surplus += places.surplus()
}

function labelOf({ type, bytes }: Cell): string {
  if (bytes === null) return 'NULL'
  return type === 'real' ? String(bytes.readDoubleBE(0)) : bytes.toString()
}

function rowidOf(db: Database.Database, table: string, columns: string[]): string | null {
  const taken = columns.map((name) => name.toLowerCase())
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !taken.includes(name))
  const plain = db.prepare(`SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'`).pluck().get(table) === 0n
  if (plain && free) return free
  const keys = db.prepare(`SELECT name, upper(type) AS type FROM pragma_table_xinfo(?) WHERE pk > 0`).all(table)
  const [only] = keys as { name: string; type: string }[]
  return plain && keys.length === 1 && only?.type === 'INTEGER' ? quote(only.name) : null
}
