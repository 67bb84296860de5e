/** What may be tuned for a machine: nothing here changes what arrives, only how fast. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './files/durable.js'
import type { StateHome } from './journal/state-home.js'
import type { TuningInfo } from './model/index.js'

export type Tuning = {
  /** Milliseconds of work that one commit of the new database holds: what a `kill -9` can cost, at most. */
  commitMs: number
  /** Milliseconds that one batch of rows takes: how soon a wish to cancel or to pause is heard. */
  batchMs: number
  /** Kibibytes of page cache of each connection to the new database. */
  cacheKib: number
  /** Whether hashing, checking and a part of the comparison go on in a second thread. */
  secondThread: boolean
}

export const defaultTuning: Tuning = { commitMs: 2000, batchMs: 400, cacheKib: 16 * 1024, secondThread: true }

/** The values between which a setting is safe: beyond them memory grows, or a cancel is not heard within a second. */
export const tuningLimits = {
  commitMs: [0, 5000],
  batchMs: [20, 500],
  cacheKib: [4 * 1024, 64 * 1024],
} as const

type Found = { foundAt: string; beforeMs: number; afterMs: number }
type Stored = { version: 1; settings: Partial<Tuning> } & Partial<Found>

/** The settings that `optimize` found for this machine (`tuning.json`); what is missing, alien or unsafe is the default. */
export function readTuning(home: StateHome): Tuning {
  const path = fileOf(home)
  if (!existsSync(path)) return defaultTuning
  try {
    const { settings } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored>
    return safeTuning(settings ?? {})
  } catch {
    // Not JSON: the defaults are right on every machine.
    return defaultTuning
  }
}

/** What `tuning.json` says, for people: a damaged file counts as none, as in `readTuning`. */
export function tuningInfo(home: StateHome): TuningInfo {
  const used = readTuning(home)
  const changed = (Object.keys(defaultTuning) as (keyof Tuning)[])
    .filter((setting) => used[setting] !== defaultTuning[setting])
    .map((setting) => ({ setting, from: defaultTuning[setting], to: used[setting] }))
  const none = { foundAt: null, beforeMs: null, afterMs: null }
  if (changed.length === 0) return { tuned: false, ...none, changed }
  const { foundAt, beforeMs, afterMs } = JSON.parse(readFileSync(fileOf(home), 'utf8')) as Stored
  const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null)
  return {
    tuned: true,
    foundAt: typeof foundAt === 'string' ? foundAt : null,
    ...{ beforeMs: number(beforeMs), afterMs: number(afterMs), changed },
  }
}

/** Every setting within its limits; one that is not keeps its default. */
export function safeTuning(settings: Partial<Tuning>): Tuning {
  const within = (name: keyof typeof tuningLimits): number => {
    const [least, most] = tuningLimits[name]
    const value = settings[name]
    return typeof value === 'number' && value >= least && value <= most ? value : defaultTuning[name]
  }
  return {
    commitMs: within('commitMs'),
    batchMs: within('batchMs'),
    cacheKib: Math.round(within('cacheKib')),
    secondThread: typeof settings.secondThread === 'boolean' ? settings.secondThread : defaultTuning.secondThread,
  }
}

/** Stores settings for later runs; the state folder must exist. Further keys tell where they come from. */
export function writeTuning(home: StateHome, settings: Partial<Tuning>, found: object = {}): void {
  writeDurably(fileOf(home), `${JSON.stringify({ ...found, version: 1, settings }, null, 2)}\n`)
}

function fileOf(home: StateHome): string {
  return join(home.root, 'tuning.json')
}
