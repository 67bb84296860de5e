/** Backups and the state of the world, as the app's pages and `rollback --list` / `status` show them. JSON-safe. */

import type { MigrationPart, MigrationType, StageChoice, ValidationLevel } from './plan.js'
import type { RollbackResult } from './result.js'

export type BackupInfo = {
  id: string
  /** ISO 8601. */
  createdAt: string
  /** Path of the source that was migrated, or of the database that a rollback took out. */
  source: string
  target: string
  bytes: number
  /** The last verification of its hashes; every backup is verified when it is made and before it is restored. */
  verified: boolean
  kind: 'migration' | 'rollback'
  path: string
  /** What putting it back would do now; absent of a backup whose manifest cannot be read. */
  effect?: BackupEffect
}

/** What putting a backup back would do to the files that are there now. A database's side files go with it, unnamed. */
export type BackupEffect = {
  /** Files that get the bytes that the backup has of them. */
  comesBack: string[]
  /** Files and folders that were not there when the backup was made, and are now. A folder only goes when it is empty. */
  goesAway: string[]
  /** Something lies where it puts something, or nothing: that is kept in a backup of its own first. */
  keeps: boolean
  /** The old databases that it holds. */
  old: string[]
  /** Each of them lies where it lay, and nothing is put in its place. */
  oldStays: boolean
}

/** What the user sets for app and command line alike. */
export type EngineSettings = {
  /** How many backups to keep after a migration; null keeps all. An only copy is never removed. */
  keepBackups: number | null
}

export type HealthCheck = { name: string; ok: boolean; detail: string }

export type RunSummary = {
  runId: string
  kind: 'migrate' | 'rollback'
  /** ISO 8601. */
  startedAt: string
  state: 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled' | 'nothing-to-do' | 'undone'
  source: string
  target: string
  rows: number
  report: { html: string; json: string } | null
  /** The backup that a migration made, or that a rollback puts back: with it, an interrupted one is finished. */
  backupId: string
  /** True for a migration of what can be read of a damaged source; to resume it, this must be asked for again. */
  salvage: boolean
  /** What a migration was asked to move, so that it can be asked for again; absent of a rollback. */
  asked?: { type: MigrationType; stage?: StageChoice & { parts: MigrationPart[] }; validation: ValidationLevel }
  /** Conversations that a fresh or staged migration left for later; absent where everything was moved. */
  waiting?: number
  /** What a rollback came to; absent of a migration, and of a rollback by an older version. */
  undone?: Pick<RollbackResult, 'restored' | 'removed' | 'kept' | 'old'>
}

export type Status = {
  /** `not-migrated`, `interrupted`, `migrated` or `nothing-found`. */
  state: 'nothing-found' | 'not-migrated' | 'interrupted' | 'migrated'
  /** Something runs now: here, in another window or on a command line. An `interrupted` run may be just that one. */
  busy?: boolean
  lastRun: RunSummary | null
  runs: RunSummary[]
  target: { path: string; kind: string; bytes: number }
  backups: BackupInfo[]
  health: HealthCheck[]
  metrics: Record<string, number>
}
