import { HiveError } from '../errors.js'
import { tablesOf, type Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { decodeUtf16, type WideEncoding } from './utf16.js'

/** A value's type, and the value; of a text its bytes. */
export const raw = (column: string) =>
  `typeof(${column}), CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`

/** Columns that are compared in one statement: each is read in four ways, and a result has 2,000 at most. */
const atOnce = 400

/**
 * Reads every row of both again: as many, and each value what SQLite makes of the original in UTF-8. Throws
 * HM-SOURCE-ENCODING at the first one that is not.
 */
export function compareTwin(from: Connection, to: Connection, encoding: WideEncoding, named: string): void {
  for (const table of tablesOf(from, 'main')) compareTable(from, to, table, encoding, named)
}

function compareTable(from: Connection, to: Connection, table: Table, encoding: WideEncoding, named: string): void {
  const name = `main.${quoteName(table.name)}`
  const count = (db: Connection) => db.prepare(`SELECT count(*) FROM ${name} NOT INDEXED`).pluck().get()
  const different = (what: string) => {
    const where = `${named} stores its texts in ${encoding}, and ${what} of ${table.name}`
    return new HiveError('HM-SOURCE-ENCODING', `${where} would not be the same in UTF-8.`)
  }
  if (count(from) !== count(to)) throw different('the number of rows')
  const columns = table.columns.map((column) => quoteName(column.name))
  for (let first = 0; first < columns.length; first += atOnce) {
    const row = firstDifference(from, to, table, columns.slice(first, first + atOnce), encoding)
    if (row !== null) throw different(`row ${row}`)
  }
}

/** The number of the first row of which a column differs; null when none does. */
function firstDifference(
  from: Connection,
  to: Connection,
  table: Table,
  columns: string[],
  encoding: WideEncoding,
): number | null {
  // Without rowids rows lie in the order of their key, which is another one in another encoding: they are looked up.
  const keys = table.columns.filter(({ keyPosition }) => keyPosition > 0 && table.withoutRowid)
  const read = [...keys.map((column) => quoteName(column.name)), ...columns]
  const tail = `FROM main.${quoteName(table.name)} NOT INDEXED ${table.rowid === null ? '' : `ORDER BY ${table.rowid}`}`
  const before = from.prepare(`SELECT ${[...read.map(typed), ...read.map(raw)].join(', ')} ${tail}`).raw()
  const after = `SELECT ${read.map(typed).join(', ')}`
  const where = keys.map((column) => `${quoteName(column.name)} IS ?`).join(' AND ')
  const one = keys.length > 0 ? to.prepare(`${after} FROM main.${quoteName(table.name)} WHERE ${where}`).raw() : null
  const all = one ? null : (to.prepare(`${after} ${tail}`).raw().iterate() as IterableIterator<unknown[]>)
  let row = 0
  for (const cells of before.iterate() as IterableIterator<unknown[]>) {
    row++
    const expected = read.map((_, index) => expectedCell(cells, index, read.length, encoding))
    const key = keys.map((_, index) => expected[index]?.value)
    const found = (one ? one.get(...key) : all?.next().value) as unknown[] | undefined
    const isSame = expected.every(({ type, value }, index) => {
      return found !== undefined && found[2 * index] === type && sameValue(found[2 * index + 1], value)
    })
    if (!isSame) {
      all?.return?.()
      return row
    }
  }
  all?.return?.()
  return null
}

const typed = (column: string) => `typeof(${column}), ${column}`

/** A cell as it must stand in the twin: by SQLite's own reading of it, or as its bytes where it is no text. */
function expectedCell(cells: unknown[], index: number, columns: number, encoding: WideEncoding) {
  const [type, value] = [cells[2 * index], cells[2 * index + 1]]
  const bytes = cells[2 * columns + 2 * index + 1]
  if (type !== 'text' || decodeUtf16(bytes as Buffer, encoding) !== null) return { type, value }
  return { type: 'blob', value: bytes }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return a.equals(b)
  return Object.is(a, b)
}
