/** Outcomes of migrate, validate and rollback. JSON-safe; the CLI prints them as they are. */
import type { StageOutcome, ValidationLevel } from './plan.js'

/** The books of one raw source table: read = migrated + quarantined + carried + left. */
export type TableBooks = {
  database: string
  name: string
  read: number
  migrated: number
  /** A part of `migrated`: rows in which a cell was changed, with a record. */
  repaired: number
  quarantined: number
  carried: number
  left: number
}

/** What of a damaged source could not be read, where the user asked to salvage it. */
export type Unreadable = {
  /** A table of the source, or `(-wal)` and `(-journal)` for the files beside it. */
  table: string
  /** Rows that are known to be missing; null when nothing says how many there were. */
  rows: number | null
  detail: string
}

export type Mismatch = {
  table: string
  key: string
  column: string
  /** Shortened, secrets masked. */
  source: string
  target: string
}

export type Verification = {
  level: ValidationLevel
  passed: boolean
  rowsCompared: number
  /** Rows of the source that arrived with every value identical, in their place or carried word for word. */
  rowsIdentical: number
  valuesCompared: number
  mismatches: number
  samples: Mismatch[]
  checks: VerificationCheck[]
}

export type VerificationCheck = {
  layer: string
  name: string
  passed: boolean
  detail: string
  ms: number
}

export type Timings = {
  backupMs: number
  copyMs: number
  indexMs: number
  verifyMs: number
  swapMs: number
  totalMs: number
}

export type MigrationStatus = 'migrated' | 'nothing-to-do' | 'failed' | 'cancelled' | 'interrupted'

export type MigrationResult = {
  runId: string
  status: MigrationStatus
  source: { path: string; shapes: string[]; files: string[] }
  target: { path: string; bytes: number }
  backup: { id: string; path: string; verified: boolean } | null
  tables: TableBooks[]
  /** The sums over `tables`; `same` is true when the books balance and every row has its place. */
  totals: {
    read: number
    migrated: number
    repaired: number
    quarantined: number
    carried: number
    left: number
    same: boolean
  }
  verification: Verification
  timings: Timings
  peakRssBytes: number
  report: { html: string; json: string } | null
  warnings: string[]
  /** What a fresh or staged migration moved and left. Absent in the reports of older versions and where everything is moved. */
  stage?: StageOutcome
  /** What a damaged source did not give; empty for a sound one. Absent in the reports of older versions. */
  unreadable?: Unreadable[]
}

export type ValidateTable = {
  name: string
  source: number
  target: number
  matching: number
  mismatched: number
  missing: number
  extra: number
}

export type Validation = {
  passed: boolean
  level: ValidationLevel
  tables: ValidateTable[]
  checks: VerificationCheck[]
  samples: Mismatch[]
}

export type RollbackResult = {
  runId: string
  backupId: string
  /** Paths that hold again exactly the bytes they held before. */
  restored: string[]
  /** Paths that were not there before and are gone again. */
  removed: string[]
  /** What was kept: the backup made of what was taken out, and folders that are not empty. */
  kept: string[]
  keptBackupId: string | null
  verified: boolean
  /** The old Hive, compared with the backup once everything was back; absent where the backup holds none. */
  old?: OldHiveProof
}

/** How the old Hive's files stand beside the hashes in the backup of them. */
export type OldHiveProof = {
  /** Files with every byte that the backup has of them. */
  identical: number
  /** Files that differ or are gone: somebody wrote to the old Hive since the backup was made. */
  changed: string[]
  /** Files that could not be compared byte by byte: unreadable now, or in use when the backup was made. */
  notCompared: string[]
  /** Rows of `conversations` in the old databases; null unless every file is identical and could be counted. */
  conversations: number | null
}
