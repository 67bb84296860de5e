import type { Statement } from 'better-sqlite3'
import type { Connection } from '../sqlite/open.js'
import type { Build } from './build.js'
import { faultPoint } from '../faults.js'
import { breathe } from '../control.js'
import { readCheckpoint, writeCheckpoint } from './checkpoints.js'

/** A range of rowids: `after` is exclusive (null: from the first), `upTo` inclusive. */
export type Range = { after: bigint | null; upTo: bigint; rows: number }

const firstBatch = 500
const largestBatch = 50_000

/**
 * A statement over a range of rowids, as a function. Two statements stand behind it, because a lower bound that may be
 * absent inside one condition would make SQLite scan from the first row in every batch. `sql` gets the condition.
 */
export function rangeStatement(
  db: Connection,
  rowid: string,
  sql: (condition: string) => string,
): (
  range: Range,
  parameters?: Record<string, unknown>,
) => { statement: Statement; parameters: Record<string, unknown> } {
  let first: Statement | undefined
  let next: Statement | undefined
  return ({ after, upTo }, parameters = {}) => {
    if (after === null) {
      first ??= db.prepare(sql(`${rowid} <= @upTo`))
      return { statement: first, parameters: { upTo, ...parameters } }
    }
    next ??= db.prepare(sql(`${rowid} > @after AND ${rowid} <= @upTo`))
    return { statement: next, parameters: { after, upTo, ...parameters } }
  }
}

/**
 * Moves a table in batches by keyset: a batch and its checkpoint are never committed apart, so that a run that dies goes
 * on after the last whole batch. Gaps in the rowids cost nothing. `move` answers how many rows found their place.
 */
export async function inBatches(
  build: Build,
  step: string,
  table: { from: string; rowid: string },
  move: (range: Range) => number,
): Promise<void> {
  const { db, work, signal, progress } = build
  const ahead = (where: string) =>
    db.prepare(
      `SELECT max(r) AS upTo, count(*) AS rows FROM
         (SELECT ${table.rowid} AS r FROM ${table.from} ${where} ORDER BY ${table.rowid} LIMIT @size)`,
    )
  const first = ahead('')
  const next = ahead(`WHERE ${table.rowid} > @lastKey`)
  let { lastKey, rows, done } = readCheckpoint(build, step)
  // What an earlier attempt moved counts as done.
  if (rows > 0) progress.add({ rows })
  let size = firstBatch
  while (!done) {
    signal.throwIfAborted()
    faultPoint('copy:before-batch')
    const started = performance.now()
    const found = (lastKey === null ? first.get({ size }) : next.get({ lastKey, size })) as {
      upTo: bigint | null
      rows: bigint
    }
    work.do(() => {
      if (found.upTo === null) done = true
      else rows += move({ after: lastKey, upTo: found.upTo, rows: Number(found.rows) })
      lastKey = found.upTo ?? lastKey
      faultPoint('copy:before-checkpoint')
      writeCheckpoint(build, step, { lastKey, rows, done })
      faultPoint('copy:checkpointed')
    })
    work.commitIfDue()
    progress.add({ rows: Number(found.rows) })
    const factor = Math.min(4, Math.max(0.25, build.tuning.batchMs / (performance.now() - started)))
    size = Math.round(Math.min(largestBatch, Math.max(1, size * factor)))
    await breathe(signal)
  }
}
