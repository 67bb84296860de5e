import type { Statement } from 'better-sqlite3'
import type { Connection } from '../sqlite/open.js'
import type { Build } from './build.js'
import { faultPoint } from '../faults.js'
import { breathe } from '../control.js'
import { LookAhead } from './look-ahead.js'
import { readCheckpoint, writeCheckpoint } from './checkpoints.js'

/**
 * A range of rowids: `after` is exclusive (null: from the first), `upTo` inclusive. With `atMost` it may have fewer rows than
 * it says, and end with a rowid that no row has.
 */
export type Range = { after: bigint | null; upTo: bigint; rows: number; atMost?: true }

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

/** A table in batches, each of them by every statement, with the same parameters. */
export async function runInBatches(
  build: Build,
  step: string,
  table: { from: string; rowid: string },
  statements: ReturnType<typeof rangeStatement>[],
  names: Record<string, unknown>,
): Promise<void> {
  await inBatches(build, step, table, (range) =>
    statements.reduce((rows, of) => {
      const { statement, parameters } = of(range, names)
      return rows + statement.run(parameters).changes
    }, 0),
  )
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
  const ahead = new LookAhead(db, table)
  let { lastKey, rows, done } = readCheckpoint(build, step)
  // What an earlier attempt moved counts as done.
  if (rows > 0) progress.add({ rows })
  let size = firstBatch
  while (!done) {
    signal.throwIfAborted()
    faultPoint('copy:before-batch')
    const started = performance.now()
    const found = ahead.next(lastKey, size)
    let passed = 0
    work.do(() => {
      if (found === null) done = true
      else {
        const moved = move(found)
        rows += moved
        passed = ahead.rowsOf(found, moved)
      }
      lastKey = found?.upTo ?? lastKey
      faultPoint('copy:before-checkpoint')
      writeCheckpoint(build, step, { lastKey, rows, done })
      faultPoint('copy:checkpointed')
    })
    work.commitIfDue()
    progress.add({ rows: passed })
    const factor = Math.min(4, Math.max(0.25, build.tuning.batchMs / (performance.now() - started)))
    size = Math.round(Math.min(largestBatch, Math.max(1, size * factor)))
    await breathe(signal)
  }
}
