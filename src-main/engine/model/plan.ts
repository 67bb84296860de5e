/** What will happen: preview, plan and pre-flight. JSON-safe. */
import type { Issue } from './analysis.js'

export type MigrationType = 'upgrade' | 'parallel' | 'fresh' | 'staged'
/** What a stage can be chosen of: the user, keys, settings, profiles and licences; or everything that was talked about. */
export type MigrationPart = 'settings' | 'conversations'

/**
 * What a staged migration moves now; the rest waits for a later one. Dates are ISO 8601 and compared with the moment a
 * conversation was begun: `since` belongs to the stage, `until` does not. What has no date comes when `until` is left out.
 */
export type StageChoice = { since?: string; until?: string; parts?: MigrationPart[] }

export type ValidationLevel = 'basic' | 'standard' | 'strict' | 'paranoid'

export type PreviewTable = {
  /** Real path of the source database. */
  database: string
  name: string
  rows: number
  /** Of a migration of chosen parts, the rows that stay for later; `rows` minus them are chosen. Absent where it was not counted. */
  left?: number
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

/** What a fresh or staged migration moves, and how many conversations that concerns. */
export type StageOutcome = {
  parts: MigrationPart[]
  /** Moments in UTC, `YYYY-MM-DD HH:MM:SS`; null where there is no such bound. */
  since: string | null
  until: string | null
  /** Whether what has no readable date is moved, too. */
  undated: boolean
  /**
   * Conversations that are chosen, that the new Hive has already, and that wait for a later stage; of the last, how many
   * have no readable date. Null where a preview did not count them.
   */
  conversations: { chosen: number; there: number; left: number; undated: number } | null
}

export type Preview = {
  source: { path: string; shapes: string[]; bytes: number }
  target: { path: string; kind: string }
  tables: PreviewTable[]
  config: PreviewConfigKey[]
  /** What a fresh or staged migration moves and leaves; absent where everything is moved. */
  stage?: StageOutcome
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
