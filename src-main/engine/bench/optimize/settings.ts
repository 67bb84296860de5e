import type { SettingTrial } from '../../model/index.js'
import { tuningLimits, type Tuning } from '../../tuning.js'
import { beats, median, spreadOf } from '../measure/statistics.js'

/** Values to try, one setting after the other; what was kept stays for those that follow. */
export function candidates(
  base: Tuning,
  limits: { memoryMb: number; cores: number; maxPerformance: boolean },
): Partial<Tuning>[] {
  const { maxPerformance, memoryMb, cores } = limits
  const cache = (kib: number) => ({ cacheKib: kib })
  const all: Partial<Tuning>[] = [
    { secondThread: !base.secondThread },
    ...[32 * 1024, 64 * 1024].map(cache),
    ...[250, 4000].map((commitMs) => ({ commitMs })),
    { batchMs: 200 },
    ...(maxPerformance ? [cache(8 * 1024), { commitMs: 500 }, { batchMs: 100 }] : []),
  ]
  return all.filter((change) => isSafe(change, base) && fits({ ...base, ...change }, memoryMb, cores))
}

/** Within the engine's own limits, and another value than before. */
function isSafe(change: Partial<Tuning>, base: Tuning): boolean {
  return Object.entries(change).every(([name, value]) => {
    const range = (tuningLimits as Partial<Record<string, readonly [number, number]>>)[name]
    const within = range === undefined || (Number(value) >= range[0] && Number(value) <= range[1])
    return within && base[name as keyof Tuning] !== value
  })
}

/** Megabytes that a migration takes beside its caches: two processes at rest and the search's own memory. */
const restMb = 180

/** Whether settings keep to what the user allows; each of two connections has a cache of its own. */
export function fits({ cacheKib, secondThread }: Tuning, memoryMb: number, cores: number): boolean {
  return restMb + (2 * cacheKib) / 1024 <= memoryMb && (cores > 1 || !secondThread)
}

/** The settings to begin with: the defaults, with what the user does not allow taken back. */
export function allowed(base: Tuning, memoryMb: number, cores: number): Tuning {
  const room = Math.floor(((memoryMb - restMb) / 2) * 1024)
  const cacheKib = Math.max(tuningLimits.cacheKib[0], Math.min(base.cacheKib, room))
  return { ...base, cacheKib, secondThread: base.secondThread && cores > 1 }
}

export type Tried = { settings: Tuning; trials: SettingTrial[]; times: number[]; cutShort: boolean }

/**
 * Tries each candidate against the best so far, in turn, so that a machine that grows slower meanwhile harms both alike. A
 * value is kept only if its median beats the other beyond the spread of both. `measure` answers milliseconds.
 */
export async function trySettings(
  base: Tuning,
  changes: Partial<Tuning>[],
  options: {
    runs: number
    measure: (tuning: Tuning) => Promise<number>
    announce: (label: string, fraction: number) => void
    isOver: () => boolean
  },
): Promise<Tried> {
  const { runs, measure, announce, isOver } = options
  let settings = base
  let times: number[] = []
  const trials: SettingTrial[] = []
  for (const [index, change] of changes.entries()) {
    if (isOver()) return { settings, trials, times, cutShort: true }
    const candidate = { ...settings, ...change }
    const [[setting, value] = ['', 0]] = Object.entries(change)
    const ours: number[] = []
    const theirs: number[] = []
    for (let run = 0; run < runs; run++) {
      announce(`Trying ${setting} ${String(value)}`, (index + run / runs) / changes.length)
      ours.push(await measure(settings))
      theirs.push(await measure(candidate))
    }
    const kept = beats(theirs, ours)
    trials.push({
      ...{ setting, value, before: settings[setting as keyof Tuning], kept },
      ...{ ms: median(theirs), spreadMs: spreadOf(theirs), beforeMs: median(ours), beforeSpreadMs: spreadOf(ours) },
    })
    if (kept) settings = candidate
    times = kept ? theirs : ours
  }
  return { settings, trials, times, cutShort: false }
}
