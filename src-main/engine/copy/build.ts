import type { Connection } from '../sqlite/open.js'
import type { PlannedStage } from '../plan/stage.js'
import type { PlannedTable } from '../plan/tables.js'
import type { ProgressMeter } from '../progress.js'
import type { Tuning } from '../tuning.js'
import type { Work } from './work.js'

/** One database to read from: one at a time is attached as `old` (SQLite attaches ten at most, traps). */
export type BuildSource = {
  /** Real path, as the books and records name it. */
  path: string
  /** The folded file that is attached. */
  folded: string
  /** The file in which its views, triggers and indexes are read, where it is not the folded one (a UTF-8 twin has none). */
  schema?: string
  /** The target's own rows of before, which stay as they are; or an old Hive. */
  role: 'kept' | 'old'
  tables: PlannedTable[]
  /** Tells its steps from another source's: '' for the first one. */
  prefix: string
}

/** What every step of building the new database works with. */
export type Build = {
  /** `main` is the new database that grows; `old` the folded source whose turn it is. */
  db: Connection
  /** Everything that writes to `main` goes through it. */
  work: Work
  tuning: Tuning
  runId: string
  /** Every source in the order in which a row wins over another of the same key. */
  sources: BuildSource[]
  /** The one whose turn it is: its real path, its tables, and what its steps' names begin with. */
  source: string
  tables: PlannedTable[]
  prefix: string
  /** Whether rows of the same keys may be there already. */
  merging: boolean
  /** What of the old databases is moved; null for everything. */
  stage: PlannedStage | null
  /** Checkpoints of another plan or engine are not resumed. */
  planHash: string
  engineVersion: string
  progress: ProgressMeter
  signal: AbortSignal
}

/** One resumable step. Its name is the key of its checkpoint. */
export type Step = { name: string; label: string; run(build: Build): Promise<void> }
