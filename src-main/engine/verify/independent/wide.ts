import type Database from 'better-sqlite3'
import { quote, type Cell, type Row } from './cells.js'

/**
 * How cells of a database in UTF-16 look in one in UTF-8, with a decoder of its own. A text that is no valid UTF-16 is a
 * BLOB of its bytes there. `order` sorts by a column as a UTF-8 database does.
 */
export type Wide = { cell(cell: Cell): Cell; row(row: Row): Row; order(column: string): string }

const asIs: Wide = { cell: (cell) => cell, row: (row) => row, order: (column) => `${quote(column)} COLLATE BINARY` }

/** What to do with the cells of a database, by its encoding. */
export function wideOf(db: Database.Database): Wide {
  const encoding = String(db.pragma('main.encoding', { simple: true })).toLowerCase()
  if (!encoding.startsWith('utf-16')) return asIs
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const decoded = (bytes: Buffer): Buffer | null => {
    try {
      return Buffer.from(decoder.decode(bytes), 'utf8')
    } catch {
      return null
    }
  }
  const cell = ({ type, bytes }: Cell): Cell => {
    // A whole number comes as its digits, in the database's encoding, too.
    if (bytes === null || (type !== 'text' && type !== 'integer')) return { type, bytes }
    const text = decoded(bytes)
    return text === null ? { type: 'blob', bytes } : { type, bytes: text }
  }
  const utf8 = (bytes: unknown) => (Buffer.isBuffer(bytes) ? decoded(bytes) : null)
  db.function('hm_utf8', { deterministic: true }, utf8)
  return {
    cell,
    row: (row) => new Map([...row].map(([name, each]) => [name, cell(each)])),
    order: (column) => {
      const text = `CASE typeof(${quote(column)}) WHEN 'text' THEN hm_utf8(CAST(${quote(column)} AS BLOB)) END`
      return `CASE WHEN ${text} IS NOT NULL THEN 1 WHEN typeof(${quote(column)}) IN ('text', 'blob') THEN 2 ELSE 0 END,
        coalesce(${text}, CASE typeof(${quote(column)}) WHEN 'text' THEN CAST(${quote(column)} AS BLOB) ELSE ${quote(column)} END)`
    },
  }
}
