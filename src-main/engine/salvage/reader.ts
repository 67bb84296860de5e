import { codeOf } from '../errors.js'
import type { Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** A cell with its type; the bytes of a text as they are, which a JavaScript string would change where they are no UTF-8. */
export type Cell = { type: string; value: unknown }

/** A row that could be read. `rowid` is null where a table has none. */
export type ReadRow = { rowid: bigint | null; cells: Cell[] }

/** How a walk over rows ended: at the end of the table, or at damage (with SQLite's words). */
export type Ending = { damage: string | null }

/** Rows of one walk that may have been seen before, in surplus of the new ones: then pages point in circles. */
const circles = 10_000

/** Reads a damaged table: every statement may fail at any row, and what was read before that counts. */
export class DamagedTable {
  readonly #db: Connection
  readonly #from: string
  readonly table: Table

  constructor(db: Connection, table: Table) {
    this.#db = db
    this.table = table
    this.#from = `main.${quoteName(table.name)} NOT INDEXED`
  }

  /**
   * Reads rows by a condition and order until the end or the first damage. `onRow` answers whether the row was new.
   * The whole row is read in the statement: a row whose cells cannot be read ends the walk.
   */
  rows(tail: string, parameters: unknown[], onRow: (row: ReadRow) => boolean): Ending {
    const { rowid, columns } = this.table
    const cells = columns.map(({ name }) => typedCell(quoteName(name)))
    const sql = `SELECT ${[rowid ?? 'NULL', ...cells].join(', ')} FROM ${this.#from} ${tail}`
    return this.#walk(sql, parameters, (values) => {
      const [id, ...rest] = values
      const read: Cell[] = columns.map((_, index) => ({ type: String(rest[2 * index]), value: rest[2 * index + 1] }))
      return onRow({ rowid: rowid === null ? null : (id as bigint), cells: read })
    })
  }

  /** The rowids of rows by a condition, which may be readable where their cells are not. */
  rowids(tail: string, parameters: unknown[], onRowid: (rowid: bigint) => boolean): Ending {
    const sql = `SELECT ${this.table.rowid ?? 'NULL'} FROM ${this.#from} ${tail}`
    return this.#walk(sql, parameters, ([rowid]) => onRowid(rowid as bigint))
  }

  /** One cell of one row, or what keeps it from being read. */
  cell(rowid: bigint, column: string): Cell | string {
    const cells: Cell[] = []
    const sql = `SELECT ${typedCell(quoteName(column))} FROM ${this.#from} WHERE ${this.table.rowid ?? 'rowid'} = ?`
    const { damage } = this.#walk(sql, [rowid], ([type, value]) => cells.push({ type: String(type), value }) > 0)
    return cells[0] ?? damage ?? 'no longer found'
  }

  /** Every rowid that an index of the table names; `whole` says whether the index was readable to its end. */
  rowidsByIndex(index: string): { rowids: Set<bigint>; whole: boolean } {
    const rowids = new Set<bigint>()
    const add = ([rowid]: unknown[]) => {
      const before = rowids.size
      rowids.add(rowid as bigint)
      return rowids.size > before
    }
    const from = `main.${quoteName(this.table.name)} INDEXED BY ${quoteName(index)}`
    const column = this.#firstColumn(index)
    if (this.table.rowid === null || column === null) return { rowids, whole: false }
    const sql = (way: string) => `SELECT ${this.table.rowid ?? ''} FROM ${from} ORDER BY ${column} ${way}`
    const { damage } = this.#walk(sql('ASC'), [], add)
    if (damage !== null) this.#walk(sql('DESC'), [], add)
    return { rowids, whole: damage === null }
  }

  #firstColumn(index: string): string | null {
    const rows = this.#db.prepare(`PRAGMA main.index_xinfo(${quoteName(index)})`).all() as {
      seqno: bigint
      name: string | null
      coll: string
    }[]
    const first = rows.find(({ seqno }) => seqno === 0n)
    return first?.name ? `${quoteName(first.name)} COLLATE ${quoteName(first.coll)}` : null
  }

  #walk(sql: string, parameters: unknown[], onRow: (values: unknown[]) => boolean): Ending {
    let surplus = 0
    try {
      const rows = this.#db.prepare(sql).raw().iterate(parameters) as IterableIterator<unknown[]>
      for (const values of rows) {
        surplus = onRow(values) ? Math.max(0, surplus - 1) : surplus + 1
        if (surplus > circles) return { damage: 'its pages point in circles' }
      }
      return { damage: null }
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_')) throw error
      return { damage: error instanceof Error ? error.message : String(error) }
    }
  }
}

function typedCell(column: string): string {
  return `typeof(${column}), CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`
}
