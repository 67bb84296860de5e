import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { Layout } from './layouts.js'
import type { Cell, ReadRow } from './reader.js'

const bound = `CASE ? WHEN 'text' THEN CAST(? AS TEXT) ELSE ? END`
const binding = ({ type, value }: Cell) => [type, value, value]

/**
 * What of a table is in the twin already. A row from a page that nothing reaches may be what an older time left behind:
 * it must never take the place of one that its table does reach.
 */
export class Present {
  readonly #identical: (row: ReadRow) => boolean
  readonly #keys: ((row: ReadRow) => boolean)[]
  readonly #drop: string[] = []

  /** `uniques`: lists of columns of which no two rows may have the same values. */
  constructor(db: Connection, layout: Layout, uniques: string[][]) {
    const { table, alias } = layout
    const from = `main.${quoteName(table.name)}`
    const rowid = alias === null ? (table.rowid ?? 'rowid') : quoteName(alias)
    const same = table.columns.map(({ name }) => `typeof(${quoteName(name)}) = ? AND ${quoteName(name)} IS ${bound}`)
    const identical = db.prepare(`SELECT 1 FROM ${from} WHERE ${[`${rowid} = ?`, ...same].join(' AND ')}`)
    this.#identical = (row) =>
      identical.get(row.rowid, ...row.cells.flatMap((cell) => [cell.type, ...binding(cell)])) !== undefined
    this.#keys = uniques.map((columns, index) => {
      const name = `main.${quoteName(`hm_key_${index}`)}`
      db.exec(`CREATE INDEX ${name} ON ${quoteName(table.name)} (${columns.map(quoteName).join(', ')})`)
      this.#drop.push(`DROP INDEX ${name}`)
      const places = columns.map((column) => table.columns.findIndex((each) => each.name === column))
      const find = db.prepare(
        `SELECT 1 FROM ${from} WHERE ${columns.map((column) => `${quoteName(column)} = ${bound}`).join(' AND ')}`,
      )
      return ({ cells }) =>
        find.get(...places.flatMap((place) => binding(cells[place] ?? { type: 'null', value: null }))) !== undefined
    })
    this.#db = db
  }

  readonly #db: Connection

  /** Whether the very same row is there. */
  isThere(row: ReadRow): boolean {
    return this.#identical(row)
  }

  /** Whether another row has its key. */
  contradicts(row: ReadRow): boolean {
    return this.#keys.some((isTaken) => isTaken(row))
  }

  /** Takes the indexes away again. */
  close(): void {
    for (const sql of this.#drop) this.#db.exec(sql)
  }
}
