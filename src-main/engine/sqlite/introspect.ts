import { APPLICATION_ID } from '../target/schema/index.js'
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

type SchemaRow = { name: string; root: bigint; sql: string }
type ColumnRow = { name: string; type: string; notnull: bigint; pk: bigint; hidden: bigint }

/**
 * The ordinary tables of an attached database with their columns; views, virtual tables and the indexes that those keep in
 * shadow tables (facts T21) are not among them. Read from the schema's own rows: `PRAGMA table_list` would prepare every view
 * and load every virtual table's module, which a hostile schema can make slow (docs/security.md).
 */
export function tablesOf(db: Connection, alias: string): Table[] {
  const rows = db
    .prepare(
      `SELECT name, CAST(rootpage AS INTEGER) AS root, coalesce(CAST(sql AS TEXT), '') AS sql FROM "${alias}".sqlite_schema
       WHERE type = 'table' AND typeof(name) = 'text'`,
    )
    .all() as SchemaRow[]
  const ours = Number(db.pragma(`"${alias}".application_id`, { simple: true })) === APPLICATION_ID
  const shadows = new Set(rows.flatMap((row) => shadowsOf(row, ours)))
  const names = rows
    .filter(({ name, root }) => root > 0n && !/^sqlite_/i.test(name) && !shadows.has(name.toLowerCase()))
    .map(({ name }) => name)
  const [columns, withoutRowid] = [columnsByTable(db, alias), tablesWithoutRowid(db, alias)]
  return [...new Set(names)]
    .map((name) => tableOf(name, columns.get(name) ?? [], withoutRowid.has(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The rows of a pragma for every ordinary table at once: to ask for each one takes several times as long. */
const ofEveryTable = (alias: string, pragma: string) =>
  `FROM "${alias}".sqlite_schema AS s CROSS JOIN ${pragma}(s.name, '${alias}') AS x
   WHERE s.type = 'table' AND typeof(s.name) = 'text' AND CAST(s.rootpage AS INTEGER) > 0`

function columnsByTable(db: Connection, alias: string): Map<string, ColumnRow[]> {
  const rows = db
    .prepare(
      `SELECT s.rowid AS entry, s.name AS "table", x.name, x.type, x."notnull", x.pk, x.hidden
       ${ofEveryTable(alias, 'pragma_table_xinfo')}`,
    )
    .all() as (ColumnRow & { entry: bigint; table: string })[]
  const found = new Map<string, typeof rows>()
  for (const row of rows) {
    const columns = found.get(row.table)
    if (!columns) found.set(row.table, [row])
    // A damaged schema may name a table twice.
    else if (columns[0]?.entry === row.entry) columns.push(row)
  }
  return found
}

/** The primary key of a table WITHOUT ROWID is the table itself, so that its index has no row of its own in the schema. */
function tablesWithoutRowid(db: Connection, alias: string): Set<string> {
  const rows = db
    .prepare(
      `SELECT s.name ${ofEveryTable(alias, 'pragma_index_list')} AND x.origin = 'pk'
         AND x.name NOT IN (SELECT i.name FROM "${alias}".sqlite_schema AS i WHERE i.type = 'index' AND i.name IS NOT NULL)`,
    )
    .pluck()
    .all() as string[]
  return new Set(rows)
}

/** What the modules that SQLite brings along keep their data in. */
const shadowSuffixes: Record<string, string[]> = {
  fts3: ['content', 'segments', 'segdir', 'docsize', 'stat'],
  fts4: ['content', 'segments', 'segdir', 'docsize', 'stat'],
  fts5: ['data', 'idx', 'content', 'docsize', 'config'],
  rtree: ['node', 'parent', 'rowid'],
  rtree_i32: ['node', 'parent', 'rowid'],
  geopoly: ['node', 'parent', 'rowid'],
}

function shadowsOf({ name, root, sql }: SchemaRow, ours: boolean): string[] {
  if (root !== 0n) return []
  const module = /\sUSING\s+["'`[]?(\w+)/i.exec(sql)?.[1]?.toLowerCase() ?? ''
  const suffixes = Object.hasOwn(shadowSuffixes, module) ? shadowSuffixes[module] : undefined
  const own = ours && /^(conversations|curator_truths)_fts$/i.test(name)
  return (suffixes ?? [])
    .filter((suffix) => own || !data.has(suffix))
    .map((suffix) => `${name}_${suffix}`.toLowerCase())
}

/**
 * Shadow tables that hold what a user put into the virtual table, and no index of it: they are tables like others, or the
 * only copy would be lost. In a database that we made, the two searches repeat what stands in `conversations` and
 * `curator_truths`.
 */
const data = new Set(['content', 'node', 'rowid', 'parent'])

/** One table by its name, with its columns as SQLite understands them. */
export function describeTable(db: Connection, alias: string, name: string, withoutRowid: boolean): Table {
  return tableOf(
    name,
    db.prepare(`PRAGMA "${alias}".table_xinfo(${quoteName(name)})`).all() as ColumnRow[],
    withoutRowid,
  )
}

function tableOf(name: string, rows: ColumnRow[], withoutRowid: boolean): Table {
  const columns = rows
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
