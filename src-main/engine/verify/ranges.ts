import type { Statement } from 'better-sqlite3'
import { breathe } from '../control.js'
import type { Connection } from '../sqlite/open.js'

/** What verification reads of a raw table: its qualified name and the name of its rowid. */
export type RawTable = { from: string; rowid: string }

/** Milliseconds that one range should take: a wish to cancel acts between two. */
const rangeMs = 250
const largestRange = 200_000

/** A part of a walk: rowids beyond `after` (null: from the first) up to `upTo`. */
export type WalkedRange = {
  after: bigint | null
  upTo: bigint
  /**
   * How many rows there are. `found` is how many different ones were met: where that is as many as there can be, they need
   * not be counted.
   */
  rows(found?: number): number
}

/**
 * Walks a table in ranges of its rowids, in order and without gaps costing anything; the bounds are to be given to
 * `bounds`.
 */
export async function walk(
  db: Connection,
  table: RawTable,
  signal: AbortSignal,
  look: (range: WalkedRange) => void,
): Promise<void> {
  const ranges = new Ranges(db, table)
  let after: bigint | null = null
  for (let size = 1000; ;) {
    signal.throwIfAborted()
    const started = performance.now()
    const range = ranges.next(after, size)
    if (range === null) return
    look(range)
    // Also where nobody asked: through wide gaps no range would have rows.
    range.rows()
    after = range.upTo
    const factor = Math.min(4, Math.max(0.25, rangeMs / (performance.now() - started)))
    size = Math.round(Math.min(largestRange, Math.max(1, size * factor)))
    await breathe(signal)
  }
}

/**
 * The ranges of a table. Where rowids follow each other the next one is known without reading its rows; the first that
 * turns out to have gaps ends that.
 */
class Ranges {
  readonly #first: Statement
  readonly #next: Statement
  readonly #between: Statement
  readonly #highest: bigint | null
  #gapless = true

  constructor(db: Connection, { from, rowid }: RawTable) {
    const ahead = (where: string) =>
      db.prepare(
        `SELECT max(r) AS upTo, count(*) AS rows FROM
           (SELECT ${rowid} AS r FROM ${from} ${where} ORDER BY ${rowid} LIMIT @size)`,
      )
    this.#first = ahead('')
    this.#next = ahead(`WHERE ${rowid} > @after`)
    this.#between = db
      .prepare(`SELECT count(*) FROM ${from} NOT INDEXED WHERE ${rowid} > @after AND ${rowid} <= @upTo`)
      .pluck()
    this.#highest = db.prepare(`SELECT max(${rowid}) FROM ${from}`).pluck().get() as bigint | null
  }

  /** The range of about the next `size` rows, or null when there is none. */
  next(after: bigint | null, size: number): WalkedRange | null {
    if (after !== null && this.#gapless) return this.#byNumber(after, size)
    const { upTo, rows } = (after === null ? this.#first.get({ size }) : this.#next.get({ size, after })) as Found
    return upTo === null ? null : { after, upTo, rows: () => Number(rows) }
  }

  #byNumber(after: bigint, size: number): WalkedRange | null {
    if (this.#highest === null || after >= this.#highest) return null
    const end = after + BigInt(size)
    const upTo = end < this.#highest ? end : this.#highest
    let known: number | undefined
    const rows = (found = 0): number => {
      if (known === undefined && found === Number(upTo - after)) known = found
      if (known !== undefined) return known
      this.#gapless = false
      return (known = Number(this.#between.get({ after, upTo })))
    }
    return { after, upTo, rows }
  }
}

type Found = { upTo: bigint | null; rows: bigint }

/** The condition of a range over the qualified rowid `rowid`, and its parameters. */
export function bounds(
  rowid: string,
  { after, upTo }: Pick<WalkedRange, 'after' | 'upTo'>,
): { sql: string; parameters: Record<string, bigint> } {
  if (after === null) return { sql: `${rowid} <= @upTo`, parameters: { upTo } }
  return { sql: `${rowid} > @after AND ${rowid} <= @upTo`, parameters: { after, upTo } }
}
