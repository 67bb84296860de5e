/** What detection and analysis say about an install. JSON-safe: the same objects are the CLI's `analyze --json`. */

export type IssueSeverity = 'info' | 'warning' | 'error'

/** One thing a user should know, with the one thing to do about it. */
export type Issue = {
  severity: IssueSeverity
  code: string
  message: string
  fix: string
}

export type TableCount = {
  name: string
  rows: number
  /** True when `rows` is an estimate (files above 1 GB without `--detailed`). */
  approximate?: boolean
}

/**
 * What a database file is: the known source shapes whose tables it has (`S-A`, `S-A + S-B`), `target` for ours, `new-hive`,
 * or why it is neither: `unknown`, `empty`, `not-a-database`, `unreadable`.
 */
export type DatabaseShape = string

export type DatabaseReport = {
  path: string
  /** The path with every symlink resolved; what is read. */
  realPath: string
  shape: DatabaseShape
  /** Bytes of the database and of its `-wal`. */
  bytes: number
  tables: TableCount[]
  /** ISO 8601, the newest modification of the file or its `-wal`. */
  modifiedAt: string
  issues: Issue[]
  /** Where it was asked for, and one is known: when it was begun, and one line of its question with keys masked. */
  newest?: { at: string | null; question: string }
}

/**
 * What a file of an install beside its databases is: a shape of facts 1.9 by its keys, a known file by its name, `new-hive`
 * for settings that the new Hive can load as they are, `invalid` for what cannot be understood, `other` for what is no
 * setting at all.
 */
export type ConfigShape =
  | ('J1' | 'J2' | 'J3' | 'J4' | 'flat' | 'yaml')
  | ('settings' | 'profiles' | 'licence' | 'environment' | 'hook' | 'copy' | 'data')
  | ('new-hive' | 'unknown' | 'invalid' | 'unreadable' | 'other')

export type ConfigFileReport = {
  path: string
  shape: ConfigShape
  /** Of a folder 0. */
  bytes: number
  /** What becomes of it, in plain words. */
  fate: string
}

export type Complexity = 'simple' | 'moderate' | 'complex' | 'expert'

export type Install = {
  path: string
  /** Version of the npm package, where it is still installed. */
  version: string | null
  /** ISO 8601 of the latest change to a database of this install. */
  lastUsed: string | null
  databases: DatabaseReport[]
  configFiles: ConfigFileReport[]
  issues: Issue[]
  compatibility: { score: number; complexity: Complexity }
}

/** The state of the place where the new database goes. */
export type TargetState = {
  path: string
  /**
   * `absent`: nothing there · `fresh`: only what the new app creates at its first start · `ours`: written by us ·
   * `source`: an old Hive lies at this very path · `used`: holds data we may not touch · `foreign`: not a Hive database.
   */
  kind: 'absent' | 'fresh' | 'ours' | 'source' | 'used' | 'foreign'
  bytes: number
  /** For `ours`: when it was migrated, from where, how many rows. */
  migrated: { runId: string; at: string; rows: number; source: string } | null
}

export type Analysis = {
  installs: Install[]
  /** Every place that was looked at, found or not: shown when nothing is found. */
  looked: string[]
  target: TargetState
}
