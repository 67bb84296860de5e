import type Database from 'better-sqlite3'

/** A value as its type's name and its bytes. */
export type Cell = { type: string; bytes: Buffer | null }
export type Row = Map<string, Cell>

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

export function plainTables(db: Database.Database): string[] {
  const rows = db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`)
    .pluck()
    .all() as string[]
  return rows.filter((name) => !name.startsWith('sqlite_')).sort()
}

export function columnsOf(db: Database.Database, table: string): string[] {
  return db
    .prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`)
    .pluck()
    .all(table) as string[]
}

/** What yields a value's type and its bytes; a REAL as it is, because its text would have 15 digits of its 17. */
export const typed = (value: string) =>
  `typeof(${value}), CASE typeof(${value}) WHEN 'real' THEN ${value} ELSE CAST(${value} AS BLOB) END`

/** SELECT list that yields, for each column, its type's name and its bytes. */
export function asBytes(columns: string[]): string {
  return columns.map((name) => typed(quote(name))).join(', ')
}

/** A cell from what `typed` yields; of a REAL its eight bytes, with one zero, as SQLite has it in a REAL column. */
export function toCell(type: unknown, value: unknown): Cell {
  if (typeof value !== 'number') return { type: String(type), bytes: value as Buffer | null }
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value === 0 ? 0 : value)
  return { type: String(type), bytes }
}

export function toRow(columns: string[], values: unknown[], offset: number): Row {
  return new Map(
    columns.map((name, index) => [
      name.toLowerCase(),
      toCell(values[offset + 2 * index], values[offset + 2 * index + 1]),
    ]),
  )
}

export function keyOrder(db: Database.Database, table: string): string[] {
  return db.prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk`).pluck().all(table) as string[]
}

/** A row's key as SQLite had it, from its type and bytes: JavaScript's strings would change text that is not UTF-8. */
export const keyValue = `CASE @type WHEN 'text' THEN CAST(@bytes AS TEXT) WHEN 'integer' THEN CAST(CAST(@bytes AS TEXT) AS INTEGER)
  WHEN 'real' THEN @real ELSE @bytes END`

/** What `keyValue` is bound to. */
export const keyOf = ({ type, bytes }: Cell) => ({
  type,
  bytes,
  real: type === 'real' ? (bytes?.readDoubleBE(0) ?? null) : null,
})

/** A text as a cell. */
export const textCell = (text: string): Cell => ({ type: 'text', bytes: Buffer.from(text) })

/** Whether two cells are of one type and the same bytes. */
export function isSame(a: Cell | undefined, b: Cell): boolean {
  if (a?.type !== b.type) return false
  return a.bytes === null || b.bytes === null ? a.bytes === b.bytes : a.bytes.equals(b.bytes)
}
