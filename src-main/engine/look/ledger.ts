/** What the migration wrote down of a row in the new database's own ledger: repairs, cells set aside, values carried. */
import type { MappedTable } from '../plan/tables.js'
import { findTable } from '../sqlite/introspect.js'
import { quoteName } from '../sqlite/quote.js'
import { sameSql, type Cell, type CellReader, type Row } from './cells.js'
import type { Open } from './open.js'
import { madeKeySql } from './rows.js'

export type Kept = { cell: Cell; note: string }

export class Ledger {
  readonly #open: Open
  readonly #reader: CellReader
  readonly #has: (table: string) => boolean

  constructor(open: Open, reader: CellReader) {
    this.#open = open
    this.#reader = reader
    const tables = open.new?.tables ?? []
    this.#has = (table) => findTable(tables, table) !== undefined
  }

  /** Several old databases may have tables of one name, and rows of one number: each has its own record. */
  get #origin(): string {
    return this.#open.old?.origin ?? ''
  }

  /** The rule of the repair whose record holds exactly the two values; null when there is none. */
  repairOf(table: MappedTable, old: Cell, now: Cell): { rule: string } | null {
    if (!this.#has('migration_repairs')) return null
    const [before, after] = [`o.${quoteName(old.column)}`, `n.${quoteName(now.column)}`]
    const key = `coalesce(o.${quoteName(table.key.from)}, ${madeKeySql(table.table, 'o')})`
    const sql = `SELECT CAST(r.rule AS TEXT) AS rule FROM ${old.table} AS o JOIN ${now.table} AS n ON ${now.where('n')}
      JOIN now.migration_repairs AS r ON r.table_name = ? AND r.column_name = ? AND r.row_key IS ${key}
      WHERE ${old.where('o')} AND r.source = ? AND ${sameSql('r.before', before)} AND ${sameSql('r.after', after)} LIMIT 1`
    const found = this.#reader
      .prepare(sql)
      .get(...now.parameters, table.name, old.column, ...old.parameters, this.#origin) as { rule: string } | undefined
    return found ?? null
  }

  /** The cell that keeps a value of a row that was set aside; its key there is the source's rowid. */
  setAside(table: MappedTable, row: Row, column: string): Kept | null {
    if (!this.#has('migration_quarantine') || table.table.rowid === null) return null
    const found = this.#reader
      .prepare(
        `SELECT q.rowid AS id, CAST(q.reason AS TEXT) AS reason FROM now.migration_quarantine AS q
         WHERE q.table_name = ? AND q.column_name = ? AND q.row_key = ? AND q.source = ? ORDER BY q.rowid DESC LIMIT 1`,
      )
      .get(table.name, column, row.parameters[0], this.#origin) as { id: bigint; reason: string | null } | undefined
    if (!found) return null
    const cell = { ...byRowid('now.migration_quarantine', found.id), column: 'value' }
    return { cell, note: found.reason ?? '' }
  }

  /** The cell that keeps a column, or a further row, that has no place in the new Hive, word for word. */
  carried(table: MappedTable, row: Row, column: string, whole: boolean): Kept | null {
    if (!this.#has('migration_carried') || table.table.rowid === null) return null
    const listed = this.#reader
      .prepare(
        `SELECT CAST(legacy_table AS TEXT) AS legacy FROM now.migration_carried
         WHERE table_name = ? AND column_name IS ? AND source = ? ORDER BY id DESC`,
      )
      .all(table.name, whole ? null : column, this.#origin) as { legacy: string | null }[]
    for (const { legacy } of listed) {
      const kept = legacy === null ? null : this.#keptIn(legacy, row, column)
      if (kept) return kept
    }
    return null
  }

  #keptIn(legacy: string, row: Row, column: string): Kept | null {
    const there = findTable(this.#open.new?.tables ?? [], legacy)
    const key = there?.columns.find(({ keyPosition }) => keyPosition > 0)
    const own = there?.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase())
    if (!there || !key || !own) return null
    const table = `now.${quoteName(there.name)}`
    const found = this.#reader
      .prepare(`SELECT 1 FROM ${table} AS l WHERE l.${quoteName(key.name)} = ?`)
      .get(row.parameters[0])
    if (!found) return null
    const where = (alias: string) => `${alias}.${quoteName(key.name)} = ?`
    return { cell: { table, where, parameters: row.parameters, column: own.name }, note: `kept in ${there.name}` }
  }
}

const byRowid = (table: string, rowid: bigint): Row => ({
  ...{ table, where: (alias: string) => `${alias}.rowid = ?`, parameters: [rowid] },
})
