/** What a command line asks for, after parsing: one shape per command. Paths are absolute. */
import type {
  LiveTestSize,
  MigrationPart,
  MigrationType,
  ScenarioName,
  ValidationLevel,
} from '../engine/model/index.js'

/** Options that every command takes. */
export type CommonOptions = {
  json: boolean
  progress: 'json' | 'human'
  yes: boolean
  home?: string
}

export type AnalyzeOptions = {
  path?: string
  sample: boolean
  detailed: boolean
  compatibility: boolean
  output?: string
}

/** What of a staged migration is moved now; each is absent where it was not given. */
export type StageOptions = { since?: string; until?: string; parts?: MigrationPart[] }

export type PreviewOptions = StageOptions & {
  path?: string
  sample: boolean
  migrationType: MigrationType
  database: boolean
  config: boolean
  timing: boolean
  output?: string
}

export type QuickOptions = StageOptions & {
  from?: string
  sample: boolean
  to?: string
  migrationType: MigrationType
  validation: ValidationLevel
  backupDir?: string
  resume: boolean
  salvage: boolean
  dryRun: boolean
}

export type ValidateOptions = {
  source?: string
  target?: string
  level: ValidationLevel
  sample?: number
  report?: string
}

export type RollbackOptions = { backup?: string; confirm: boolean; preserveRustData: boolean; list: boolean }

export type StatusOptions = { detailed: boolean; health: boolean; metrics: boolean }

export type TestOptions = {
  from?: string
  size?: LiveTestSize
  scenarios?: ScenarioName[]
  /** Minutes. */
  timeout: number
  profile: boolean
}

export type BenchmarkOptions = {
  from?: string
  conversations?: number
  batchSizes?: number[]
  parallel: boolean
  output?: string
}

export type OptimizeOptions = {
  from?: string
  target?: number
  /** Megabytes. */
  memory?: number
  cores?: number
  maxPerformance: boolean
}

export type WizardOptions = { from?: string; sample: boolean; professional: boolean; skipChecks: boolean }

export type Command =
  | { name: 'analyze'; options: AnalyzeOptions }
  | { name: 'preview'; options: PreviewOptions }
  | { name: 'quick'; options: QuickOptions }
  | { name: 'validate'; options: ValidateOptions }
  | { name: 'rollback'; options: RollbackOptions }
  | { name: 'status'; options: StatusOptions }
  | { name: 'test'; options: TestOptions }
  | { name: 'benchmark'; options: BenchmarkOptions }
  | { name: 'optimize'; options: OptimizeOptions }
  | { name: 'wizard'; options: WizardOptions }

/** The outcome of parsing: a command to run, or a text (help, version, completion) to show. */
export type Parsed =
  | { kind: 'command'; command: Command; common: CommonOptions }
  | { kind: 'text'; key: 'help' | 'version' | 'completion'; text: string; exit: 0 | 2; json: boolean }
