/**
 * The engine as its callers see it: one asynchronous method per job, JSON-safe in and out. The app and the command line
 * reach it through `engine-process`, in a process of its own that can be killed; tests call it directly.
 * Every method rejects with a HiveError (errors.ts) for anything a person can do something about.
 */
import type {
  Analysis,
  AnalyzeRequest,
  BackupInfo,
  BenchmarkRequest,
  BenchmarkResult,
  EngineSettings,
  Environment,
  GivenUp,
  GiveUpRequest,
  LiveTestRequest,
  LiveTestResult,
  LogLine,
  LookConversation,
  LookConversationRequest,
  LookPair,
  LookResults,
  LookSearchRequest,
  LookTextRequest,
  MigrateRequest,
  MigrationResult,
  OptimizeRequest,
  OptimizeResult,
  Preflight,
  Preview,
  PreviewRequest,
  ProgressEvent,
  RollbackRequest,
  RollbackResult,
  SampleRequest,
  Status,
  StatusRequest,
  TuningInfo,
  ValidateRequest,
  Validation,
} from './model/index.js'
import type { Helper } from './parallel/helper.js'
import type { Tuning } from './tuning.js'

export type EngineApi = {
  analyze(request: AnalyzeRequest): Promise<Analysis>
  preview(request: PreviewRequest): Promise<Preview>
  preflight(request: PreviewRequest & { backupDir?: string }): Promise<Preflight>
  migrate(request: MigrateRequest): Promise<MigrationResult>
  /** Takes back what interrupted migrations have made, without beginning a new one. */
  giveUp(request: GiveUpRequest): Promise<GivenUp>
  validate(request: ValidateRequest): Promise<Validation>
  rollback(request: RollbackRequest): Promise<RollbackResult>
  backups(request: Record<string, never>): Promise<BackupInfo[]>
  verifyBackup(request: { id: string }): Promise<{ verified: boolean; detail: string }>
  /** Removes a backup that is not the only copy of anything. */
  removeBackup(request: { id: string }): Promise<{ removed: boolean }>
  /** Copies a verified backup's files to an empty folder anywhere; answers the paths written. */
  copyBackup(request: { id: string; directory: string }): Promise<{ files: string[] }>
  status(request: StatusRequest): Promise<Status>
  /** What happened, oldest first: of one run with its journal, or of all. At most the last 500 lines. */
  log(request: { runId?: string }): Promise<LogLine[]>
  settings(request: Record<string, never>): Promise<EngineSettings>
  changeSettings(request: EngineSettings): Promise<EngineSettings>
  /** Looks inside: conversations of the old and of the new database by their words, newest first. Changes nothing. */
  lookSearch(request: LookSearchRequest): Promise<LookResults>
  /** One conversation as both databases have it, compared value by value. */
  lookConversation(request: LookConversationRequest): Promise<LookConversation>
  /** One of its values with the text whole, up to a bound. */
  lookText(request: LookTextRequest): Promise<LookPair>
  createSample(request: SampleRequest): Promise<{ path: string }>
  /** Plays migrations and mishaps on a private copy of the user's install; nothing of theirs is touched. */
  liveTest(request: LiveTestRequest): Promise<LiveTestResult>
  /** Measures the migration beside other ways to move the same data, on this disk. */
  benchmark(request: BenchmarkRequest): Promise<BenchmarkResult>
  /** Finds and stores the settings for this machine, and sees to a database that was migrated before. */
  optimize(request: OptimizeRequest): Promise<OptimizeResult>
  /** Whether later migrations use settings of this machine's own. */
  tuning(request: Record<string, never>): Promise<TuningInfo>
}

export type EngineMethod = keyof EngineApi
export type EngineRequest<M extends EngineMethod> = Parameters<EngineApi[M]>[0]
export type EngineResponse<M extends EngineMethod> = Awaited<ReturnType<EngineApi[M]>>

/** What an engine is given: the machine, a listener for progress, and the wish to stop. */
export type EngineContext = {
  environment: Environment
  emit: (event: ProgressEvent) => void
  /** Polled between batches; aborting makes the running method reject with HM-CANCELLED within a second. */
  signal: AbortSignal
  /** How fast, not what; `tuning.json` of the state folder where it is left out. */
  tuning?: Tuning
  /** Where work may go on beside the engine's own; in its own thread where it is left out. */
  helper?: Helper
}

export type CreateEngine = (context: EngineContext) => EngineApi
