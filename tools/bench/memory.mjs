/** How much memory migration, validation and batches need, beside the baselines that move rows through the program. */
import { findNode24 } from '../lib/node24.mjs'
import { baseline, environment, inFolder, ours, quick, targetIn } from './approaches.mjs'

/**
 * Peaks in bytes of the whole process tree, shared pages counted once; `batches` is what the copying adds to a process at
 * rest. Two runs each, the lower peak: chance only adds to it.
 *
 * @param {import('./approaches.mjs').Bench} bench
 * @param {import('./approaches.mjs').Built} built
 * @param {import('./approaches.mjs').Home} home
 */
export async function measureMemory(bench, built, home) {
  console.log('Memory of migration, validation and batches ...')
  return {
    conversations: home.conversations,
    migration: {
      ours: await lower(async () => (await ours(bench, built, home)).peakBytes),
      a: await lower(async () => (await baseline('a', bench, built, home, 10_000)).peakBytes),
      b: await lower(async () => (await baseline('b', bench, built, home, 10_000)).peakBytes),
    },
    validation: await lowerOfEach(() => validation(bench, built, home)),
    batches: {
      ours: await lower(() => engineGrowth(bench, built, home)),
      a: await lower(() => growth('a', bench, built, home)),
      b: await lower(() => growth('b', bench, built, home)),
    },
  }
}

async function lower(measure) {
  const values = [await measure(), await measure()]
  return values.includes(null) ? null : Math.min(...values)
}

async function lowerOfEach(measure) {
  const [one, two] = [await measure(), await measure()]
  return Object.fromEntries(Object.keys(one).map((key) => [key, one[key] && Math.min(one[key], two[key])]))
}

/** Compares a finished migration: our `validate`, and rows through JavaScript. */
function validation(bench, built, home) {
  return inFolder(async (folder) => {
    await quick(bench, built, home, folder)
    const pair = { source: home.source, target: targetIn(folder) }
    const args = ['validate', '--json', '--source', pair.source, '--target', pair.target, '--home', home.home]
    const [, usage] = await bench.runWatched(findNode24(), [built.command, ...args], environment(folder))
    const rows = async (kind) => {
      const measured = await bench.inProcess('compare', { kind, ...pair }, { worker: built.worker })
      return measured.peakBytes
    }
    return { ours: usage.peakBytes, a: await rows('a'), b: await rows('b') }
  })
}

/** What a baseline's work adds to its process at rest. */
function growth(kind, bench, built, home) {
  return inFolder(async (folder) => {
    const order = { kind, source: home.source, target: `${folder}/new.db`, budgetMs: 10_000 }
    const measured = await bench.inProcess('baseline', order, { worker: built.worker })
    return measured.peakResidentBytes && measured.peakResidentBytes - measured.restingBytes
  })
}

/** What a migration adds to the engine's process at rest, with the processes that it starts. */
function engineGrowth(bench, built, home) {
  return inFolder(async (folder) => {
    const env = environment(folder)
    const order = {
      environment: {
        ...{ platform: process.platform, home: home.home, homeGiven: true, env: {} },
        ...{ stateHome: env.HIVE_MIGRATE_HOME, tmpdir: folder },
      },
      method: 'migrate',
      request: { to: targetIn(folder), type: 'upgrade', validation: 'standard', resume: false },
    }
    const measured = await bench.inProcess('engine', order, { worker: built.worker })
    return measured.peakResidentBytes && measured.peakResidentBytes - measured.restingBytes
  })
}
