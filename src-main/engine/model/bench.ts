/** What `test`, `benchmark` and `optimize` ask and answer. JSON-safe; the CLI prints the answers as they are. */

/** The machine that figures were measured on, without a name or a path. */
export type Machine = {
  processor: string
  cores: number
  memoryBytes: number
  system: string
  /** The file system's type, where it is known. */
  fileSystem: string
  node: string
  sqlite: string
}

export type ScenarioName =
  'basic' | 'performance' | 'integrity' | 'large_files' | 'corruption' | 'partial' | 'concurrent' | 'memory'

/** So many conversations at most: small 100, medium 1,000, large 10,000, xlarge all of them. */
export type LiveTestSize = 'small' | 'medium' | 'large' | 'xlarge' | number

export type LiveTestRequest = {
  from?: string
  size?: LiveTestSize
  /** Absent: all of them. */
  scenarios?: ScenarioName[]
  /** Minutes for everything together. */
  timeoutMinutes: number
  profile: boolean
}

/** One thing that a scenario demanded, and whether it was so. */
export type ScenarioCheck = { name: string; passed: boolean; detail: string }

/** One phase of a migration. */
export type PhaseProfile = { phase: string; ms: number; peakBytes: number | null }

export type ScenarioResult = {
  name: ScenarioName
  title: string
  /** `skipped`: not possible here, or no time was left; the summary says why. */
  status: 'passed' | 'failed' | 'timed-out' | 'skipped'
  ms: number
  summary: string
  /** Figures by name; the unit is part of the name (`...Ms`, `...Bytes`, `...PerSecond`). */
  figures: Record<string, number>
  checks: ScenarioCheck[]
  /** With `profile`: the phases of the scenario's last whole migration. */
  profile?: PhaseProfile[]
}

/** An event of Chrome's trace format (complete events and counters), in microseconds. */
export type TraceEvent = {
  name: string
  ph: 'X' | 'C' | 'M'
  ts: number
  dur?: number
  pid: number
  tid: number
  args?: Record<string, string | number>
}

export type LiveTestResult = {
  /** Every scenario that ran passed, and none was cut off. */
  passed: boolean
  source: { path: string; shape: string; bytes: number; rows: number; conversations: number }
  /** What the private copy held. */
  tested: { bytes: number; rows: number; conversations: number }
  scenarios: ScenarioResult[]
  recommendations: string[]
  /** No file of the source differs from before: size, time, mode. */
  untouched: boolean
  machine: Machine
  ms: number
  trace?: TraceEvent[]
}

export type BenchmarkRequest = {
  /** Measure on a private copy of this install; absent: on one that is made up. */
  from?: string
  /** How many conversations to make up (1,000), or to take of the install (all). */
  conversations?: number
  /** Rows per commit to compare. */
  batchSizes?: number[]
  /** Compare work in one thread and in two, too. */
  parallel: boolean
}

/** One way to move the data, in medians. */
export type Approach = {
  /** `migration`, or a baseline of docs/performance.md. */
  name: 'migration' | 'row-by-row' | 'pages' | 'dump' | 'bare'
  title: string
  runs: number
  ms: number
  spreadMs: number
  rowsPerSecond: number
  /** How many times the migration's time it takes. */
  ratio: number
  /** How much of it was measured, 0..1; the rest is extrapolated. */
  share: number
  peakBytes: number | null
  cpuMs: number | null
  writtenBytes: number | null
}

export type BenchmarkResult = {
  machine: Machine
  source: { kind: 'made-up' | 'copy'; conversations: number; rows: number; bytes: number }
  approaches: Approach[]
  /** Rows copied with a commit after each so many. */
  batchSizes: { rows: number; ms: number; rowsPerSecond: number }[]
  /** Whole migrations with work in so many threads; empty unless asked for. */
  parallel: { threads: number; ms: number; spreadMs: number }[]
  /** Whether the time limit ended the runs early: figures are then of fewer runs. */
  cutShort: boolean
  ms: number
}

export type OptimizeRequest = {
  /** Measure on a private copy of this install; absent: the one that detection finds, or a made-up one. */
  from?: string
  /** How many times as fast as row by row is wanted. */
  target?: number
  /** Megabytes that a migration may take. */
  memoryMb?: number
  /** Cores that a migration may use. */
  cores?: number
  /** Try more settings, on more data. */
  maxPerformance: boolean
}

/** One value of one setting, tried against what was best before. */
export type SettingTrial = {
  setting: string
  value: number | boolean
  before: number | boolean
  ms: number
  spreadMs: number
  beforeMs: number
  beforeSpreadMs: number
  kept: boolean
}

/** What was done for a database that was migrated before. */
export type DatabaseTuning = {
  path: string
  /** Why nothing was tried, or null. */
  skipped: string | null
  actions: { name: 'statistics' | 'search' | 'compaction'; kept: boolean; beforeMs: number; afterMs: number }[]
  /** The app's own queries, in milliseconds. */
  queries: { name: string; beforeMs: number; afterMs: number }[]
  beforeBytes: number
  afterBytes: number
}

export type OptimizeResult = {
  machine: Machine
  sample: { kind: 'made-up' | 'copy'; conversations: number; rows: number; bytes: number }
  trials: SettingTrial[]
  /** The settings as later runs use them. */
  settings: Record<string, number | boolean>
  changed: { setting: string; from: number | boolean; to: number | boolean }[]
  /** Whole migrations of the sample. */
  beforeMs: number
  afterMs: number
  /** How many times as fast as row by row, before and after, and what was wanted; null where that way cannot move the data. */
  factor: { before: number; after: number; target: number; reached: boolean } | null
  database: DatabaseTuning | null
  cutShort: boolean
  ms: number
}

/** Whether `optimize` found settings for this machine, and what that gained. */
export type TuningInfo = {
  tuned: boolean
  /** ISO 8601, where it is known. */
  foundAt: string | null
  /** A whole migration of the sample with the standard settings and with those found, where it is known. */
  beforeMs: number | null
  afterMs: number | null
  /** The settings that differ from the standard ones. */
  changed: { setting: string; from: number | boolean; to: number | boolean }[]
}
