/** What callers (CLI, app) ask of the engine. JSON-safe: these cross a process boundary. */
import type { MigrationType, StageChoice, ValidationLevel } from './plan.js'

/** The machine as the engine sees it. An input, so that Windows' and macOS' rules are tested on Linux. */
export type Environment = {
  platform: 'linux' | 'darwin' | 'win32'
  /** The home folder for detection and for the default target. */
  home: string
  /** True when `home` was given by the user: variables that point outside it are then ignored. */
  homeGiven: boolean
  env: Record<string, string | undefined>
  /** Where backups, runs and the audit trail live (design 5). */
  stateHome: string
  tmpdir: string
  /** How the person writes (`de-CH`): the language and the figures of report.html. English where it is left out. */
  locale?: string
}

/** `newest`: with the newest conversation of each database, which is a person's own text. */
export type AnalyzeRequest = { path?: string; detailed?: boolean; newest?: boolean }
export type PreviewRequest = {
  from?: string
  to?: string
  type?: MigrationType
  /** What is moved now; only with the type `staged`. */
  stage?: StageChoice
  salvage?: boolean
}
export type MigrateRequest = {
  from?: string
  to?: string
  type: MigrationType
  /** What is moved now; only with the type `staged`. */
  stage?: StageChoice
  validation: ValidationLevel
  backupDir?: string
  resume: boolean
  /** With a full disk in mid-run: stop with HM-DISK-FULL (the default), or wait for room. */
  onDiskFull?: 'stop' | 'wait'
  /** Of a damaged source, migrate what can be read, and say what cannot. Without it damage is refused. */
  salvage?: boolean
}
/** The new database of the runs that are taken back; the usual one where it is left out. */
export type GiveUpRequest = { to?: string }
export type GivenUp = { undone: string[] }
export type ValidateRequest = { source?: string; target?: string; level: ValidationLevel; samplePercent?: number }
export type RollbackRequest = { backup: string; preserveNewData?: boolean }
export type StatusRequest = { health?: boolean }
export type SampleRequest = { directory: string; conversations: number; seed: number }
