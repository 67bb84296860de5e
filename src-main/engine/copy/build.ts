import type { Connection } from '../sqlite/open.js'
import type { PlannedTable } from '../plan/tables.js'
import type { ProgressMeter } from '../progress.js'
import type { Tuning } from '../tuning.js'
import type { Work } from './work.js'

/** What every step of building the new database works with. */
export type Build = {
  /** `main` is the new database that grows; `old` the folded source. */
  db: Connection
  /** Everything that writes to `main` goes through it. */
  work: Work
  tuning: Tuning
  runId: string
  /** Real path of the source, as the books and records name it. */
  source: string
  tables: PlannedTable[]
  /** Checkpoints of another plan or engine are not resumed. */
  planHash: string
  engineVersion: string
  progress: ProgressMeter
  signal: AbortSignal
}

/** One resumable step. Its name is the key of its checkpoint. */
export type Step = { name: string; label: string; run(build: Build): Promise<void> }
