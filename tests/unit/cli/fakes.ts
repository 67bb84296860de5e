/** A process and an engine for the tests of the command line: everything written is kept, every call is answered here. */
import { PassThrough } from 'node:stream'
import { main } from '../../../src-main/cli/main.js'
import type { Engine } from '../../../src-main/cli/session.js'
import type { World } from '../../../src-main/cli/world.js'
import type { EngineApi, EngineMethod } from '../../../src-main/engine/api.js'
import type { MigrationResult, Preview, ProgressEvent } from '../../../src-main/engine/model/index.js'

/** Answers of the engine, by method; a method that is not here must not be called. */
export type Answers = { [M in EngineMethod]?: (request: Parameters<EngineApi[M]>[0]) => ReturnType<EngineApi[M]> }

type Setting = {
  answers?: Answers
  /** Events sent before any answer. */
  events?: ProgressEvent[]
  /** Terminals: stdin, stdout and stderr at once. */
  tty?: boolean
  /** What the user types at the question. */
  typed?: string
  /** What the user types when these words have appeared, in this order. */
  replies?: [words: string, keys: string][]
  /** The state folder, which else is not there. */
  stateHome?: string
  columns?: number
  env?: Record<string, string>
  /** Called with what `interrupt()` does, once the engine has been called. */
  onCall?: (interrupt: () => void) => void
  /** Called like `onCall`, with a keyboard and the signals. */
  onCallTerminal?: (terminal: Terminal) => void
  /** Whether the command has the keyboard; it does by default. */
  background?: boolean
  pause?: (on: boolean) => boolean
  cancel?: () => boolean
  close?: () => void
}

/** What a test does to the terminal while a call runs. */
export type Terminal = {
  type(keys: string): void
  signalPause(on: boolean): void
  /** Every mode that was set: true for single keys. */
  raw: boolean[]
  raised: string[]
  continue(): void
}

export type Ran = {
  exit: number
  stdout: string
  stderr: string
  calls: { method: string; request: unknown }[]
  /** The home folder that the engine was given; undefined for the user's own. */
  home: string | undefined
  closed: boolean
  /** Replies that were never asked for. */
  unasked: [words: string, keys: string][]
}

/** Runs a command line in a made-up process. */
export async function run(args: string[], setting: Setting = {}): Promise<Ran> {
  const calls: Ran['calls'] = []
  const written = { stdout: '', stderr: '' }
  const raw: boolean[] = []
  const raised: string[] = []
  const setRawMode = (on: boolean) => raw.push(on)
  const stdin = Object.assign(new PassThrough(), { isTTY: setting.tty ?? false, setRawMode })
  let pauseHeard = (_: boolean) => {}
  let continued = () => {}
  const terminal: Terminal = {
    type: (keys) => stdin.emit('data', Buffer.from(keys)),
    signalPause: (on) => {
      pauseHeard(on)
    },
    raw,
    raised,
    continue: () => {
      continued()
    },
  }
  if (setting.typed !== undefined) stdin.write(`${setting.typed}\n`)
  let closed = false
  let givenHome: string | undefined
  let interrupt = () => {}
  const replies = [...(setting.replies ?? [])]
  let unread = ''
  const reply = (text: string) => {
    unread += text
    const [next] = replies
    if (!next || !unread.includes(next[0])) return
    unread = ''
    replies.shift()
    setImmediate(() => (next[1] === '' ? stdin.end() : stdin.write(next[1])))
  }
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: setting.tty ?? false,
    columns: setting.columns ?? 100,
    write: (text: string) => {
      written[name] += text
      reply(text)
    },
  })
  const world: World = {
    version: '1.2.3',
    stateHome: setting.stateHome ?? '/state',
    env: { NO_COLOR: '1', ...setting.env },
    stdin,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    startEngine: (home, onProgress) => {
      givenHome = home
      const engine = {
        call: async (method: EngineMethod, request: unknown) => {
          calls.push({ method, request })
          setting.events?.forEach(onProgress)
          setting.onCall?.(interrupt)
          setting.onCallTerminal?.(terminal)
          const answer = setting.answers?.[method] as ((request: unknown) => Promise<unknown>) | undefined
          if (!answer) throw new Error(`The engine was not to be asked for ${method} (home ${home ?? 'default'})`)
          return answer(request)
        },
        cancel: setting.cancel ?? (() => false),
        pause: setting.pause ?? (() => true),
        close: () => {
          closed = true
          setting.close?.()
        },
      }
      return engine as Engine
    },
    onInterrupt: (listener) => {
      interrupt = listener
      return () => (interrupt = () => {})
    },
    onPause: (listener) => {
      pauseHeard = listener
      return () => (pauseHeard = () => {})
    },
    onContinue: (listener) => {
      continued = listener
      return () => (continued = () => {})
    },
    raise: (signal) => {
      raised.push(signal)
      if (signal === 'SIGINT') interrupt()
    },
    isForeground: () => !setting.background,
  }
  const exit = await main(args, world)
  return { exit, ...written, calls, home: givenHome, closed, unasked: replies }
}

/** An event in the middle of a copy; a test changes what it is about. */
export function event(change: Partial<ProgressEvent> = {}): ProgressEvent {
  return {
    type: 'progress',
    runId: 'run-1',
    phase: 'copy',
    label: 'Copying messages',
    fraction: 0.435,
    rowsDone: 4350,
    rowsTotal: 10_000,
    rowsPerSecond: 12_345.6,
    bytesDone: 0,
    bytesTotal: 0,
    secondsLeft: { low: 5, high: 8 },
    elapsedMs: 400,
    cancellable: true,
    ...change,
  }
}

/** A small preview. */
export function preview(): Preview {
  return {
    source: { path: '/h/.hive-ai', shapes: ['S-B'], bytes: 1_000_000 },
    target: { path: '/h/.hive/hive-ai.db', kind: 'absent' },
    tables: [
      {
        database: '/h/.hive-ai/k.db',
        name: 'messages',
        rows: 1200,
        target: 'messages',
        changes: ['2 dates are repaired'],
      },
      { database: '/h/.hive-ai/k.db', name: 'topics', rows: 0, target: 'topics', changes: [] },
    ],
    config: [{ from: 'config.json:/a', to: 'config.toml:[a]', action: 'ask-again', reason: 'encrypted' }],
    estimate: { seconds: { low: 2, high: 4 }, diskBytes: 3_000_000 },
    issues: [{ severity: 'warning', code: 'HM-W', message: 'Something to know', fix: 'Something to do' }],
  }
}

/** A small finished migration. */
export function migrated(change: Partial<MigrationResult> = {}): MigrationResult {
  const sums = { read: 1200, migrated: 1198, repaired: 2, quarantined: 2, carried: 0, left: 0 }
  return {
    runId: 'run-1',
    status: 'migrated',
    source: { path: '/h/.hive-ai', shapes: ['S-B'], files: ['/h/.hive-ai/k.db'] },
    target: { path: '/h/.hive/hive-ai.db', bytes: 2_000_000 },
    backup: { id: 'backup-1', path: '/s/backups/backup-1', verified: true },
    tables: [{ database: '/h/.hive-ai/k.db', name: 'messages', ...sums }],
    totals: { ...sums, same: true },
    verification: {
      level: 'standard',
      passed: true,
      rowsCompared: 1200,
      rowsIdentical: 1196,
      valuesCompared: 9600,
      mismatches: 0,
      samples: [],
      checks: [],
    },
    timings: { backupMs: 1, copyMs: 2, indexMs: 3, verifyMs: 4, swapMs: 5, totalMs: 1500 },
    peakRssBytes: 90_000_000,
    report: { html: '/s/runs/run-1/report.html', json: '/s/runs/run-1/report.json' },
    warnings: [],
    ...change,
  }
}
