/** The stream of small events that every long operation emits, at most 10 a second. JSON-safe. */
import type { ScenarioResult } from './bench.js'

export type Phase =
  'preflight' | 'backup' | 'copy' | 'index' | 'verify' | 'config' | 'swap' | 'report' | 'restore' | 'measure' | 'done'

/** Why an operation waits, and what it waits for. */
export type Pause =
  | { reason: 'user' }
  | {
      reason: 'disk'
      /** The volume's folder, and bytes on it. */
      folder: string
      bytesNeeded: number
      bytesFree: number
    }

export type ProgressEvent = {
  type: 'progress'
  runId: string
  phase: Phase
  /** What is happening now, in words for a person: `Copying stage outputs`. */
  label: string
  /** 0..1 over the whole operation; never decreases. */
  fraction: number
  /** Rows done and total within the whole operation's copy (or verification), when known. */
  rowsDone: number
  rowsTotal: number
  rowsPerSecond: number
  bytesDone: number
  bytesTotal: number
  /** Time left in seconds as an honest range; null until it is stable. */
  secondsLeft: { low: number; high: number } | null
  elapsedMs: number
  /** Set while the operation waits: it goes on when it is resumed, or when there is room. */
  paused?: Pause
  /** Of a live test: every scenario that has ended, in each event, because an event may be left out. */
  ended?: ScenarioResult[]
  /** False during the short moment (the swap) that cannot be cancelled. */
  cancellable: boolean
}
