/** What a report says about one run. `report.json` is exactly this object; `report.html` shows all of it. JSON-safe. */
import type { Failure, MigrationResult, MigrationType, PreviewConfigKey, ValidationLevel } from '../model/index.js'

export type ReportSource = { path: string; shape: string; bytes: number; sha256: string }

export type ReportPlan = {
  type: MigrationType
  validation: ValidationLevel
  sources: ReportSource[]
  target: string
}

/** Cells of one target column that were changed by one stated rule. */
export type RepairSum = { table: string; column: string; rule: string; count: number }

/** Rows of one table that were set aside for one reason. */
export type QuarantineSum = { table: string; reason: string; count: number }

/** A source table, or one column of it, that has no place in the new Hive and was kept word for word. */
export type CarriedSum = { source: string; table: string; column: string | null; legacyTable: string; rows: number }

export type ReportBackupFile = {
  path: string
  /** Empty for `absent`: there was nothing to hash. */
  sha256: string
  bytes: number
  kind: 'copied' | 'absent' | 'online-backup'
}

export type ReportData = {
  schemaVersion: 1
  /** ISO 8601. */
  generatedAt: string
  engineVersion: string
  environment: { platform: string; arch: string; node: string; sqlite: string }
  result: Omit<MigrationResult, 'report'>
  plan: ReportPlan
  config: PreviewConfigKey[]
  repairs: RepairSum[]
  quarantine: QuarantineSum[]
  carried: CarriedSum[]
  backupFiles: ReportBackupFile[]
  /** Why the run did not finish, if it did not. */
  failure?: Failure
}
