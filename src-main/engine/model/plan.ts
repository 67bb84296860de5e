/** What will happen: preview, plan and pre-flight. JSON-safe. */
import type { Issue } from './analysis.js'

export type MigrationType = 'upgrade' | 'parallel' | 'fresh' | 'staged'
export type ValidationLevel = 'basic' | 'standard' | 'strict' | 'paranoid'

export type PreviewTable = {
  /** Real path of the source database. */
  database: string
  name: string
  rows: number
  /** Where its rows go: a target table, or `legacy_<table>` when it is carried word for word. */
  target: string
  /** In plain words: renamed columns, repairs, what is set aside and why. */
  changes: string[]
}

export type ConfigAction = 'move' | 'transform' | 'carry' | 'ask-again'

export type PreviewConfigKey = {
  /** `<file>:<json pointer>`; never a value of a secret. */
  from: string
  to: string
  action: ConfigAction
  reason?: string
}

export type Preview = {
  source: { path: string; shapes: string[]; bytes: number }
  target: { path: string; kind: string }
  tables: PreviewTable[]
  config: PreviewConfigKey[]
  estimate: { seconds: { low: number; high: number }; diskBytes: number }
  issues: Issue[]
}

export type CheckStatus = 'passed' | 'warning' | 'failed'

/** One pre-flight check. A failed one stops the run before anything is written. */
export type PreflightCheck = {
  name: string
  title: string
  status: CheckStatus
  detail: string
  code?: string
  fix?: string
}

export type Preflight = { passed: boolean; checks: PreflightCheck[] }
