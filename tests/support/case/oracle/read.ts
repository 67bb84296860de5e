/** Reads a database whole into JavaScript: every cell as a text that differs whenever its type or its bytes differ. */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { quoted } from '../sql.js'

/** `n`, `i:5`, `r:<bits>`, `t:<bytes>` or `b:<bytes>`; long ones by their length and hash. */
export type Cell = string
export const NULL: Cell = 'n'

export type RawRow = {
  /** The hidden rowid; null where the table has none that can be read. */
  rowid: Cell | null
  /** Lower-case column name -> cell. */
  cells: Map<string, Cell>
}

export type RawTable = {
  name: string
  /** Lower-case names, in their order. */
  columns: string[]
  /** The columns of its primary key, in their order. */
  key: string[]
  rows: RawRow[]
}

type Db = Database.Database
type Column = { name: string; pk: number; hidden: number }

/** A value as a cell; texts and BLOBs come as bytes, integers as bigint. */
function cellOf(type: unknown, value: unknown): Cell {
  if (value === null) return NULL
  if (type === 'integer') return `i:${(value as bigint).toString()}`
  if (type === 'real') {
    const bits = Buffer.alloc(8)
    bits.writeDoubleBE(Number(value))
    return `r:${bits.toString('hex')}`
  }
  return bytesCell(type === 'text' ? 't' : 'b', value as Buffer)
}

function bytesCell(kind: 't' | 'b', bytes: Buffer): Cell {
  if (bytes.length <= 512) return `${kind}:${bytes.toString('hex')}`
  return `${kind}:${bytes.length}:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The cell of a text that somebody wrote down here. */
export const textCell = (text: string): Cell => bytesCell('t', Buffer.from(text))

/** A name as SQLite compares names: only the letters A to Z have no case. */
export const lower = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** What a cell holds, for messages: short, and never more than the beginning. */
export function shown(cell: Cell): string {
  if (!/^[tb]:[0-9a-f]*$/.test(cell)) return cell
  const text = Buffer.from(cell.slice(2), 'hex').toString('utf8').slice(0, 60)
  return `${cell.startsWith('t') ? 'text' : 'blob'} ${JSON.stringify(text)}`
}

/** What an index of a search keeps beside the texts: made from them, so no value of its own (facts T21). */
const indexOnly = /_(data|idx|docsize|config|segments|segdir|stat)$/

/** The names of all tables that hold values: ordinary ones, and shadow tables that hold the only copy of something. */
export function tableNames(db: Db): string[] {
  const rows = db.pragma('main.table_list') as { schema: string; name: string; type: string }[]
  return rows
    .filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'))
    .filter(({ name, type }) => type === 'table' || (type === 'shadow' && !indexOnly.test(name)))
    .map(({ name }) => name)
}

/** One table with all its rows. */
export function readTable(db: Db, name: string): RawTable {
  const columns = (db.pragma(`main.table_xinfo(${quoted(name)})`) as Column[]).filter(({ hidden }) => hidden !== 1)
  const rowid = rowidName(db, name, columns)
  const wide = Buffer.from(String(db.pragma('main.encoding', { simple: true }))).includes('16')
  const parts = columns.map(({ name: column }) => {
    const cell = `t.${quoted(column)}`
    return `typeof(${cell}), CASE typeof(${cell}) WHEN 'text' THEN CAST(${cell} AS BLOB) ELSE ${cell} END`
  })
  // The table itself: an index may be out of step with it.
  const sql = `SELECT ${[rowid ? `t.${rowid}` : 'NULL', ...parts].join(', ')} FROM main.${quoted(name)} AS t NOT INDEXED`
  const names = columns.map((column) => lower(column.name))
  const rows = [...(db.prepare(sql).raw().safeIntegers().iterate() as IterableIterator<unknown[]>)].map(
    (values): RawRow => {
      const cells = names.map((column, index): [string, Cell] => {
        const [type, value] = [values[1 + index * 2], values[2 + index * 2]]
        return [column, cellOf(type, wide && type === 'text' ? fromUtf16(db, value as Buffer) : value)]
      })
      return { rowid: rowid ? `i:${String(values[0])}` : null, cells: new Map(cells) }
    },
  )
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  return { name, columns: names, key: key.map((column) => lower(column.name)), rows }
}

/** The bytes that the same text has in UTF-8. */
function fromUtf16(db: Db, bytes: Buffer): Buffer {
  const big = db.pragma('main.encoding', { simple: true }) === 'UTF-16be'
  return Buffer.from((big ? Buffer.from(bytes).swap16() : bytes).toString('utf16le'), 'utf8')
}

function rowidName(db: Db, table: string, columns: Column[]): string | null {
  const taken = new Set(columns.map(({ name }) => lower(name)))
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name))
  if (!free) return null
  try {
    db.prepare(`SELECT ${free} FROM main.${quoted(table)} LIMIT 0`)
    return free
  } catch {
    return null
  }
}

/** Every table of a database file. */
export function readDatabase(path: string): Map<string, RawTable> {
  const db = new Database(path)
  try {
    return new Map(tableNames(db).map((name) => [lower(name), readTable(db, name)]))
  } finally {
    db.close()
  }
}
