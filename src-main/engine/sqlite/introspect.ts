import { affinityOf, type Affinity } from './affinity.js'
import type { Connection } from './open.js'
import { quoteName } from './quote.js'

export type Column = {
  name: string
  type: string
  affinity: Affinity
  notNull: boolean
  /** Position in the primary key, from 1; 0 for other columns. */
  keyPosition: number
  /** Generated columns are read like any other, and never written. */
  generated: boolean
}

export type Table = {
  name: string
  columns: Column[]
  withoutRowid: boolean
  /** The name by which the rowid can be read (`rowid`, `_rowid_` or `oid`), or null when there is none. */
  rowid: string | null
}

type TableListRow = { schema: string; name: string; type: string; wr: bigint }
type ColumnRow = { name: string; type: string; notnull: bigint; pk: bigint; hidden: bigint }

/**
 * The ordinary tables of an attached database with their columns; views, virtual tables and their shadow tables
 * (facts T21) are not among them.
 */
export function tablesOf(db: Connection, alias: string): Table[] {
  const rows = db.prepare(`PRAGMA "${alias}".table_list`).all() as TableListRow[]
  return rows
    .filter((row) => row.schema === alias && row.type === 'table' && !/^sqlite_/i.test(row.name))
    .map((row) => describe(db, alias, row.name, row.wr === 1n))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Virtual tables and views by name: they hold no rows of their own, and are named in the plan. */
export function otherObjectsOf(db: Connection, alias: string): { name: string; type: string }[] {
  const rows = db.prepare(`PRAGMA "${alias}".table_list`).all() as TableListRow[]
  return rows.filter((row) => row.schema === alias && (row.type === 'view' || row.type === 'virtual'))
}

function describe(db: Connection, alias: string, name: string, withoutRowid: boolean): Table {
  const columns = (db.prepare(`PRAGMA "${alias}".table_xinfo(${quoteName(name)})`).all() as ColumnRow[])
    .filter((column) => column.hidden !== 1n)
    .map((column) => ({
      name: column.name,
      type: column.type,
      affinity: affinityOf(column.type),
      notNull: column.notnull === 1n,
      keyPosition: Number(column.pk),
      generated: column.hidden !== 0n,
    }))
  return { name, columns, withoutRowid, rowid: withoutRowid ? null : rowidName(columns) }
}

/** Columns may be named rowid, _rowid_ and oid, and then hide the real one. An INTEGER PRIMARY KEY is the rowid. */
function rowidName(columns: Column[]): string | null {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()))
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name))
  if (free) return free
  const keys = columns.filter((column) => column.keyPosition > 0)
  const only = keys.length === 1 ? keys[0] : undefined
  return only?.type.toUpperCase() === 'INTEGER' ? quoteName(only.name) : null
}

/** Finds a table without regard to case, as SQLite does. */
export function findTable(tables: Table[], name: string): Table | undefined {
  return tables.find((table) => table.name.toLowerCase() === name.toLowerCase())
}

/** The lower-case names of a table's columns. */
export function columnNames(table: Table): Set<string> {
  return new Set(table.columns.map((column) => column.name.toLowerCase()))
}
