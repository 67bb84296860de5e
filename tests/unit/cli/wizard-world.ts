/** What the engine answers to the wizard of the tests, and a person who types at its questions. */
import { HiveError } from '../../../src-main/engine/errors.js'
import type { Analysis, Preflight, ProgressEvent, RunSummary, Status } from '../../../src-main/engine/model/index.js'
import { migrated, preview, run, type Answers, type Ran } from './fakes.js'

export const enter = '\r'
export const down = '\u001b[B'
export const ctrlC = '\u0003'
/** No question after these keys: the input ends. */
export const endOfInput = ''

export const database = '/h/.hive-ai/k.db'
export const target = '/h/.hive/hive-ai.db'

export function analysis(change: Partial<Analysis> = {}): Analysis {
  return {
    installs: [
      {
        path: '/h/.hive-ai',
        version: '1.8.0',
        lastUsed: '2026-11-20T10:00:00.000Z',
        databases: [
          {
            ...{ path: database, realPath: database, shape: 'S-B', bytes: 1_000_000 },
            tables: [{ name: 'conversations', rows: 77 }],
            ...{ modifiedAt: '2026-11-20T10:00:00.000Z', issues: [] },
          },
        ],
        configFiles: [],
        issues: [],
        compatibility: { score: 1, complexity: 'simple' },
      },
    ],
    looked: ['/h/.hive-ai', '/h/.hive'],
    target: { path: target, kind: 'absent', bytes: 0, migrated: null },
    ...change,
  }
}

export function summary(change: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ runId: 'run-0', kind: 'migrate', startedAt: '2026-11-21T08:00:00.000Z', state: 'interrupted' },
    ...{ source: database, target, rows: 0, report: null, backupId: 'backup-0', salvage: false },
    ...change,
  }
}

export function status(change: Partial<Status> = {}): Status {
  return {
    ...{ state: 'not-migrated', lastRun: null, runs: [], backups: [], health: [], metrics: {} },
    target: { path: target, kind: 'absent', bytes: 0 },
    ...change,
  }
}

export const sound: Preflight = {
  passed: true,
  checks: [
    { name: 'source-sound', title: 'The old database is sound', status: 'passed', detail: '77 rows.' },
    { name: 'source-quiet', title: 'Nobody is writing to it', status: 'warning', detail: 'hive has it open.' },
  ],
}

export const refused: Preflight = {
  passed: false,
  checks: [
    {
      ...{ name: 'disk-space', title: 'There is enough disk space', status: 'failed' },
      ...{ detail: '9 MB are needed.', code: 'HM-DISK-SPACE', fix: 'Free 4 MB there.' },
    },
  ],
}

export const damaged = () => new HiveError('HM-SOURCE-CORRUPT', 'Page 7 cannot be read.')

/** Answers to every call of a migration without a hitch. */
export function answers(change: Answers = {}): Answers {
  return {
    status: async () => status(),
    analyze: async () => analysis(),
    preflight: async () => sound,
    preview: async () => preview(),
    migrate: async () => migrated(),
    ...change,
  }
}

type Person = { answers?: Answers; columns?: number; env?: Record<string, string>; events?: ProgressEvent[] }

/** The wizard on a terminal of plain lines; each reply is a line. */
export function plain(args: string[], replies: [string, string][], person: Person = {}): Promise<Ran> {
  return run(['wizard', ...args], {
    ...{ tty: true, answers: answers(), ...person },
    env: { HIVE_ACCESSIBLE: '1', ...person.env },
    replies: replies.map(([words, line]) => [words, line === endOfInput || line === ctrlC ? line : `${line}\n`]),
  })
}

/** The wizard on a terminal that draws; each reply is keys. */
export function drawn(args: string[], replies: [string, string][], person: Person = {}): Promise<Ran> {
  return run(['wizard', ...args], { tty: true, answers: answers(), ...person, replies })
}

/** The methods that were called, in order. */
export const methods = ({ calls }: Ran): string[] => calls.map(({ method }) => method)

/** The last request of a method. */
export const asked = ({ calls }: Ran, method: string): unknown =>
  calls.findLast((call) => call.method === method)?.request

/** The questions of a migration without a hitch. */
export const usual: [string, string][] = [
  ['Which way?', ''],
  ['How much shall be proved', ''],
  ['Is this right?', ''],
  ['Look for faster settings', ''],
]
/** Enter alone at each, in plain lines. */
export const lines = (replies = usual): [string, string][] => replies.map(([words, line]) => [words, line || ' '])
/** Enter alone at each, drawn. */
export const keys = (replies = usual): [string, string][] => replies.map(([words]) => [words, enter])
/** The calls of a migration without a hitch. */
export const whole = ['status', 'analyze', 'preflight', 'preview', 'migrate']
