import type { Connection } from '../sqlite/open.js'
import type { Range } from './batches.js'

type Rows = { from: string; rowid: string }
type Found = { upTo: bigint | null; rows: bigint }

/**
 * Says where the next batch of a table ends. Rowids mostly follow each other without gaps: then the end is known without
 * reading the rows, which saves going through the table once more. The first range that turns out to have fewer rows than
 * that ends it, and from then on rows are counted: through wide gaps no batch would be of any size.
 */
export class LookAhead {
  readonly #db: Connection
  readonly #table: Rows
  readonly #counted: (lastKey: bigint | null, size: number) => Found
  readonly #highest: bigint
  #gapless = true

  constructor(db: Connection, table: Rows) {
    this.#db = db
    this.#table = table
    const { from, rowid } = table
    const prepare = (where: string) =>
      db.prepare(
        `SELECT max(r) AS upTo, count(*) AS rows FROM
           (SELECT ${rowid} AS r FROM ${from} ${where} ORDER BY ${rowid} LIMIT @size)`,
      )
    const first = prepare('')
    const next = prepare(`WHERE ${rowid} > @lastKey`)
    this.#counted = (lastKey, size) => (lastKey === null ? first.get({ size }) : next.get({ lastKey, size })) as Found
    this.#highest = (db.prepare(`SELECT max(${rowid}) FROM ${from}`).pluck().get() as bigint | null) ?? 0n
  }

  /** The range of about the next `size` rows after `lastKey`, or null when there is none. */
  next(lastKey: bigint | null, size: number): Range | null {
    if (lastKey !== null && this.#gapless) return this.#byNumber(lastKey, size)
    const { upTo, rows } = this.#counted(lastKey, size)
    return upTo === null ? null : { after: lastKey, upTo, rows: Number(rows) }
  }

  #byNumber(after: bigint, size: number): Range | null {
    const end = after + BigInt(size)
    const upTo = end < this.#highest ? end : this.#highest
    return upTo <= after ? null : { after, upTo, rows: Number(upTo - after), atMost: true }
  }

  /** How many rows a range had, of which `moved` found their place. */
  rowsOf(range: Range, moved: number): number {
    if (!range.atMost || moved >= range.rows) return range.rows
    this.#gapless = false
    return exactly(this.#db, this.#table, range)?.rows ?? 0
  }
}

/** The same range with the number of its rows and the last one as its end; null when it has none. */
export function exactly(db: Connection, { from, rowid }: Rows, { after, upTo }: Range): Range | null {
  const found = db
    .prepare(
      `SELECT max(${rowid}) AS upTo, count(*) AS rows FROM ${from} NOT INDEXED
       WHERE ${rowid} <= @upTo ${after === null ? '' : `AND ${rowid} > @after`}`,
    )
    .get({ upTo, ...(after === null ? {} : { after }) }) as Found
  return found.upTo === null ? null : { after, upTo: found.upTo, rows: Number(found.rows) }
}
