/**
 * The one typed schema of every call and event between renderer and main. The renderer gets a typed client from it, the
 * ipc layer typed and validated handlers, the tests a mock. Requests are validated in main with these schemas; responses
 * and events are typed by the engine's model. Everything is JSON-safe: no Map, Date, function or undefined-only meaning.
 */
import * as v from 'valibot'
import type {
  Analysis,
  BackupInfo,
  BenchmarkResult,
  EngineSettings,
  Failure,
  GivenUp,
  LiveTestResult,
  LogLine,
  LookConversation,
  LookPair,
  LookResults,
  MigrationResult,
  OptimizeResult,
  Preflight,
  Preview,
  ProgressEvent,
  RollbackResult,
  Status,
  TuningInfo,
} from '../src-main/engine/model/index.js'

export type * from '../src-main/engine/model/index.js'

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096))
const nothing = v.strictObject({})
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/))
const migrationType = v.picklist(['upgrade', 'parallel', 'fresh', 'staged'])
const validationLevel = v.picklist(['basic', 'standard', 'strict', 'paranoid'])

/** What a person chose in the wizard; `from` is an install folder or a database file. */
const choice = v.strictObject({
  from: v.optional(path),
  to: v.optional(path),
  type: v.optional(migrationType, 'upgrade'),
  /** What of a staged migration is moved now: dates of conversations (the second does not belong to it), and parts. */
  stage: v.optional(
    v.strictObject({
      since: v.optional(date),
      until: v.optional(date),
      parts: v.pipe(v.array(v.picklist(['settings', 'conversations'])), v.minLength(1), v.maxLength(2)),
    }),
  ),
  validation: v.optional(validationLevel, 'standard'),
  /** Of a damaged database, what can be read. */
  salvage: v.optional(v.boolean()),
  /** Where the backup goes: a folder that the person chose in main's dialog, no other is taken. */
  backupDir: v.optional(path),
})

/** What a live test or a measurement works on: a private copy of this install, or made-up data where it is absent. */
const trial = v.strictObject({ from: v.optional(path) })

/** What "Look inside" looks at: a run's two databases, or an old database before any. */
const lookAt = {
  run: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/))),
  from: v.optional(path),
}
/** A conversation: the bytes of its id, or the number of its row. */
const lookId = v.pipe(v.string(), v.regex(/^(?:[tb][0-9a-f]{0,1000}|[on]-?[0-9]{1,19})$/))

/** One of several old databases, by its number. */
const lookDatabase = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)))

/** Request payload of every call, by channel. */
export const requests = {
  'app.info': nothing,
  'detect.analyze': v.strictObject({ path: v.optional(path) }),
  'plan.preview': choice,
  'plan.preflight': choice,
  'migration.start': v.strictObject({ ...choice.entries, resume: v.optional(v.boolean(), false) }),
  'migration.cancel': nothing,
  /** Takes back what an interrupted migration has made. */
  'migration.undo': v.strictObject({ to: v.optional(path) }),
  'migration.pause': v.strictObject({ on: v.boolean() }),
  'migration.state': nothing,
  'backups.list': nothing,
  'backups.verify': v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  'backups.rollback': v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  'backups.remove': v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  'backups.copy': v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  'look.search': v.strictObject({
    ...lookAt,
    text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    after: v.optional(v.pipe(v.string(), v.regex(/^(?:n|o[0-9]{1,3})(?:\.-?[0-9]{1,19}\.[0-9a-f]{0,120})?$/))),
    database: lookDatabase,
  }),
  'look.conversation': v.strictObject({ ...lookAt, id: lookId, database: lookDatabase }),
  'look.text': v.strictObject({
    ...lookAt,
    id: lookId,
    database: lookDatabase,
    ref: v.pipe(v.string(), v.regex(/^[0-9]{1,5}\.[0-9]{1,5}$/)),
  }),
  'settings.get': nothing,
  'settings.set': v.strictObject({
    keepBackups: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  }),
  'status.get': nothing,
  'sample.create': nothing,
  'dialog.pickSource': v.strictObject({ kind: v.picklist(['folder', 'file']) }),
  'dialog.pickBackupFolder': nothing,
  'trials.test': v.strictObject({
    ...trial.entries,
    size: v.optional(v.picklist(['small', 'medium', 'large', 'xlarge']), 'medium'),
  }),
  'trials.benchmark': trial,
  'trials.optimize': trial,
  'trials.last': nothing,
  'tuning.get': nothing,
  'shell.reveal': v.strictObject({ path }),
  /** Only of a run that the engine knows; the page names no file. */
  'report.read': v.strictObject({ runId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  /** What happened: of one run with its journal, or of all. */
  'log.read': v.strictObject({ runId: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/))) }),
  'shell.openReport': v.strictObject({ runId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) }),
  'preferences.get': nothing,
  /** What is left out stays as it is. */
  'preferences.set': v.strictObject({
    theme: v.optional(v.picklist(['system', 'light', 'dark'])),
    language: v.optional(v.picklist(['system', 'en', 'de'])),
  }),
} as const

export type AppInfo = {
  version: string
  platform: 'linux' | 'darwin' | 'win32'
  /** `electron` or `chromium`: which host this is. */
  host: 'electron' | 'chromium'
  home: string
}

/** How the window looks and speaks; `system` follows the computer. */
export type Preferences = { theme: 'system' | 'light' | 'dark'; language: 'system' | 'en' | 'de' }

/** The live test and the two measurements: none of them touches the person's files, but `optimize` tunes what was migrated. */
export type TrialName = 'test' | 'benchmark' | 'optimize'
export type OperationName = 'migrate' | 'rollback' | TrialName

/** The last answer of each since the app was started. */
export type LastTrials = {
  test: LiveTestResult | null
  benchmark: BenchmarkResult | null
  optimize: OptimizeResult | null
}

/** Pages that the menu can ask for. */
export type PageName = 'home' | 'migrate' | 'backups' | 'look' | 'history' | 'test' | 'performance' | 'settings'

/** What the app knows of the operation that runs now or ran last; a reloaded window continues from it. */
export type OperationState =
  | { kind: 'idle' }
  | { kind: 'running'; operation: OperationName; progress: ProgressEvent | null; cancelling: boolean }
  | { kind: 'migrated'; result: MigrationResult }
  | { kind: 'rolled-back'; result: RollbackResult }
  /** Its answer is in `trials.last`. */
  | { kind: 'tried'; operation: TrialName }
  | { kind: 'failed'; operation: OperationName; failure: Failure }

/** Response payload of every call, by channel. */
export type Responses = {
  'app.info': AppInfo
  'detect.analyze': Analysis
  'plan.preview': Preview
  'plan.preflight': Preflight
  /** Returns once the operation has started; its outcome arrives as `operation.state`. */
  'migration.start': { started: true }
  'migration.cancel': { cancelling: boolean }
  'migration.undo': GivenUp
  'migration.pause': { done: boolean }
  'migration.state': OperationState
  'backups.list': BackupInfo[]
  'backups.verify': { verified: boolean; detail: string }
  /** Returns once the operation has started; its outcome arrives as `operation.state`. */
  'backups.rollback': { started: true }
  'backups.remove': { removed: boolean }
  /** The folder that was chosen, or null when the person changed their mind. */
  'backups.copy': { folder: string | null }
  'look.search': LookResults
  'look.conversation': LookConversation
  'look.text': LookPair
  'settings.get': EngineSettings
  'settings.set': EngineSettings
  'status.get': Status
  'sample.create': { path: string }
  'dialog.pickSource': { path: string | null }
  /** The folder that was chosen, or null when the person changed their mind. */
  'dialog.pickBackupFolder': { path: string | null }
  /** These three return once the operation has started; its outcome arrives as `operation.state`. */
  'trials.test': { started: true }
  'trials.benchmark': { started: true }
  'trials.optimize': { started: true }
  'trials.last': LastTrials
  'tuning.get': TuningInfo
  'shell.reveal': { shown: boolean }
  /** The report as one HTML file; null where there is none (any more), or it is too large to be read in the app. */
  'report.read': { html: string | null }
  'log.read': { lines: LogLine[] }
  'shell.openReport': { opened: boolean }
  'preferences.get': Preferences
  'preferences.set': Preferences
}

/** Events from main to the renderer. */
export type Events = {
  'operation.progress': ProgressEvent
  'operation.state': OperationState
  /** The person chose a page in the menu. */
  'menu.go': { page: PageName }
}

export type Channel = keyof typeof requests
export type RequestOf<C extends Channel> = v.InferInput<(typeof requests)[C]>
export type ParsedRequestOf<C extends Channel> = v.InferOutput<(typeof requests)[C]>
export type ResponseOf<C extends Channel> = Responses[C]
export type EventName = keyof Events

/** How an answer crosses: failures are values, so that nothing of an exception but its words reaches the page. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** What preload exposes as `window.hive`. */
export type Bridge = {
  call<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Answer<ResponseOf<C>>>
  /** Subscribes; the answer unsubscribes. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}
