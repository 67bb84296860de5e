/** `optimize`: finds the settings under which this machine migrates fastest, and keeps those that measurably help. */
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { EngineContext } from '../../api.js'
import { HiveError } from '../../errors.js'
import { acquireLock } from '../../journal/lock.js'
import { makeStateHome, stateHome } from '../../journal/state-home.js'
import type { OptimizeRequest, OptimizeResult } from '../../model/index.js'
import { defaultTuning, readTuning, writeTuning, type Tuning } from '../../tuning.js'
import { announcer } from '../announce.js'
import { inProcess } from '../in-process.js'
import { machine } from '../measure/machine.js'
import { median } from '../measure/statistics.js'
import { copied, madeUp, migrations, type Sample } from '../sample.js'
import { inWorkFolder } from '../work-folder.js'
import { tuneDatabase } from './database.js'
import { allowed, candidates, trySettings } from './settings.js'

/** For tests: another file that runs jobs, and fewer runs. */
export type OptimizeOptions = { worker?: string; runs?: number }

const usualRuns = 5
/** Milliseconds after which no further setting is tried. */
const limitMs = 300_000
/** Conversations of the sample: enough to tell settings apart, few enough to try them often. */
const sampleSizes = { usual: 2000, most: 10_000 }
/** The factor that the first version promised (facts 4.7). */
const promised = 25

/**
 * Measures on a private copy, stores what was found in `tuning.json`, then sees to a database that was migrated before.
 * Rejects with HM-LOCKED while another run is active, HM-SOURCE-…, HM-DISK-SPACE or HM-CANCELLED.
 */
export async function optimize(
  context: EngineContext,
  request: OptimizeRequest,
  { worker, runs = usualRuns }: OptimizeOptions = {},
): Promise<OptimizeResult> {
  const { environment, emit, signal } = context
  const started = performance.now()
  const home = stateHome(environment)
  makeStateHome(home)
  const lock = acquireLock(home)
  const announce = announcer(emit, 'optimize')
  try {
    return await inWorkFolder(environment, async (folder) => {
      announce('Copying a sample', 0)
      const sample = await sampleFor(context, request, folder)
      const migrate = migrations(context, folder, sample, worker)
      const measure = async (tuning: Tuning) => (await migrate(tuning)).ms
      const { maxPerformance, memoryMb = 512, cores = availableParallelism(), target = promised } = request
      const slow = await rowByRow(context, folder, sample, worker)
      const base = allowed(defaultTuning, memoryMb, cores)
      const found = await trySettings(base, candidates(base, { memoryMb, cores, maxPerformance }), {
        ...{ runs, measure },
        announce: (label, fraction) => announce(label, 0.05 + 0.8 * fraction),
        isOver: () => performance.now() - started > limitMs,
      })
      announce('Comparing with the defaults', 0.86)
      const [before, after] = await compare(measure, base, found.settings, runs)
      const changed = changes(defaultTuning, found.settings)
      store(context, found.settings, changed, { beforeMs: before, afterMs: after })
      const database = await tuneDatabase(environment, (label, fraction) => announce(label, 0.9 + 0.1 * fraction))
      announce('Done', 1)
      const { kind, conversations, rows, bytes } = sample
      return {
        machine: machine(folder),
        sample: { kind, conversations, rows, bytes },
        trials: found.trials,
        settings: found.settings,
        changed,
        ...{ beforeMs: before, afterMs: after },
        factor:
          slow === null
            ? null
            : { before: slow / before, after: slow / after, target, reached: slow / after >= target },
        ...{ database, cutShort: found.cutShort, ms: Math.round(performance.now() - started) },
      }
    })
  } catch (error) {
    if (signal.aborted) throw new HiveError('HM-CANCELLED', 'You stopped the optimization.', { cause: error })
    throw error
  } finally {
    lock.release()
  }
}

/** The user's own data where there is any: their values decide what is fast. */
async function sampleFor(context: EngineContext, request: OptimizeRequest, folder: string): Promise<Sample> {
  const size = request.maxPerformance ? sampleSizes.most : sampleSizes.usual
  try {
    return await copied(context, folder, request.from, size)
  } catch (error) {
    const none = error instanceof HiveError && error.code === 'HM-SOURCE-MISSING' && request.from === undefined
    if (!none) throw error
    return madeUp(folder, 1000)
  }
}

/** Null where the data cannot be moved that way. */
async function rowByRow(
  context: EngineContext,
  folder: string,
  sample: Sample,
  worker?: string,
): Promise<number | null> {
  const target = join(folder, 'slow.db')
  const order = { kind: 'a', source: sample.database, target, budgetMs: 3000 } as const
  const { answer } = await inProcess('baseline', order, { signal: context.signal, worker })
  rmSync(target, { force: true })
  return answer?.ms ?? null
}

/** Medians of before and after, in turn; the same number when nothing changed. */
async function compare(
  measure: (tuning: Tuning) => Promise<number>,
  base: Tuning,
  best: Tuning,
  runs: number,
): Promise<[before: number, after: number]> {
  const same = changes(base, best).length === 0
  const [before, after]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    before.push(await measure(base))
    if (!same) after.push(await measure(best))
  }
  return [median(before), median(same ? before : after)]
}

function changes(from: Tuning, to: Tuning): OptimizeResult['changed'] {
  return (Object.keys(from) as (keyof Tuning)[])
    .filter((setting) => from[setting] !== to[setting])
    .map((setting) => ({ setting, from: from[setting], to: to[setting] }))
}

/** Only what differs from the defaults is stored: a later version may have better ones. */
function store(
  { environment }: EngineContext,
  settings: Tuning,
  changed: OptimizeResult['changed'],
  gain: { beforeMs: number; afterMs: number },
): void {
  const home = stateHome(environment)
  if (changes(readTuning(home), settings).length === 0) return
  const own = Object.fromEntries(changed.map(({ setting, to }) => [setting, to])) as Partial<Tuning>
  writeTuning(home, own, { foundAt: new Date().toISOString(), ...gain })
}
