import { breathe } from '../control.js'
import type { Connection } from '../sqlite/open.js'

/** What verification reads of a raw table: its qualified name and the name of its rowid. */
export type RawTable = { from: string; rowid: string }

/** Milliseconds that one range should take: a wish to cancel acts between two. */
const rangeMs = 250
const largestRange = 200_000

/**
 * Walks a table in ranges of its rowids, in order and without gaps costing anything; `look` gets the bounds as bound
 * parameters `after` (exclusive) and `upTo` (inclusive). The first range has no lower bound: `after` is null.
 */
export async function walk(
  db: Connection,
  table: RawTable,
  signal: AbortSignal,
  look: (after: bigint | null, upTo: bigint, rows: number) => void,
): Promise<void> {
  const ahead = (where: string) =>
    db.prepare(
      `SELECT max(r) AS upTo, count(*) AS rows FROM
         (SELECT ${table.rowid} AS r FROM ${table.from} ${where} ORDER BY ${table.rowid} LIMIT @size)`,
    )
  const first = ahead('')
  const next = ahead(`WHERE ${table.rowid} > @after`)
  let after: bigint | null = null
  for (let size = 1000; ;) {
    signal.throwIfAborted()
    const started = performance.now()
    const found = (after === null ? first.get({ size }) : next.get({ size, after })) as {
      upTo: bigint | null
      rows: bigint
    }
    if (found.upTo === null) return
    look(after, found.upTo, Number(found.rows))
    after = found.upTo
    const factor = Math.min(4, Math.max(0.25, rangeMs / (performance.now() - started)))
    size = Math.round(Math.min(largestRange, Math.max(1, size * factor)))
    await breathe(signal)
  }
}

/** The condition of a range over the qualified rowid `rowid`, and its parameters. */
export function bounds(
  rowid: string,
  after: bigint | null,
  upTo: bigint,
): { sql: string; parameters: Record<string, bigint> } {
  if (after === null) return { sql: `${rowid} <= @upTo`, parameters: { upTo } }
  return { sql: `${rowid} > @after AND ${rowid} <= @upTo`, parameters: { after, upTo } }
}
