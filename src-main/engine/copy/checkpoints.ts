import { breathe } from '../control.js'
import type { Build } from './build.js'

/** How far a step came: the last source rowid whose batch is committed, and what it moved until then. */
export type Checkpoint = { lastKey: bigint | null; rows: number; done: boolean }

/** Reads a step's checkpoint; a step never begun has none of its work done. */
export function readCheckpoint(build: Build, step: string): Checkpoint {
  const row = build.db
    .prepare(`SELECT last_key, rows, done FROM main.migration_checkpoints WHERE step = ? AND plan_hash = ?`)
    .get(step, build.planHash) as { last_key: bigint | null; rows: bigint; done: bigint } | undefined
  if (!row) return { lastKey: null, rows: 0, done: false }
  return { lastKey: row.last_key, rows: Number(row.rows), done: row.done === 1n }
}

/** Writes a step's checkpoint; called in the transaction that holds the rows it speaks of. */
export function writeCheckpoint(build: Build, step: string, checkpoint: Checkpoint): void {
  build.db
    .prepare(
      `INSERT INTO main.migration_checkpoints (step, plan_hash, engine_version, last_key, rows, done)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (step) DO UPDATE SET plan_hash = excluded.plan_hash, last_key = excluded.last_key,
         rows = excluded.rows, done = excluded.done`,
    )
    .run(step, build.planHash, build.engineVersion, checkpoint.lastKey, checkpoint.rows, checkpoint.done ? 1 : 0)
}

/** Adds to the rows that a step counts. */
export function addToCheckpoint(build: Build, step: string, rows: number): void {
  if (rows === 0) return
  const before = readCheckpoint(build, step)
  writeCheckpoint(build, step, { ...before, rows: before.rows + rows })
}

/** Does work that is never committed in parts, once: a step that is done is not done again. */
export async function once(build: Build, step: string, part: () => number): Promise<void> {
  build.signal.throwIfAborted()
  if (readCheckpoint(build, step).done) return
  build.work.do(() => {
    writeCheckpoint(build, step, { lastKey: null, rows: part(), done: true })
  })
  build.work.commitIfDue()
  await breathe(build.signal)
}
