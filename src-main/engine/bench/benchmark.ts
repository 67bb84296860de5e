/** `benchmark`: the migration beside the other ways to move the same data, on the user's own disk (docs/performance.md). */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineContext } from '../api.js'
import { HiveError } from '../errors.js'
import type { Approach, BenchmarkRequest, BenchmarkResult } from '../model/index.js'
import { defaultTuning } from '../tuning.js'
import { announcer } from './announce.js'
import { dumpAndLoad, hasSqlite3 } from './baselines/dump.js'
import type { BaselineKind } from './baselines/index.js'
import { inProcess } from './in-process.js'
import { machine } from './measure/machine.js'
import type { Usage } from './measure/run.js'
import { median, spreadOf } from './measure/statistics.js'
import { copied, madeUp, migrations, type Sample } from './sample.js'
import { inWorkFolder } from './work-folder.js'

/** Milliseconds for everything, and for the measured part of a slow baseline. */
const limits = { whole: 180_000, slow: 8_000 }
const usualRuns = 5
const defaultSizes = [100, 1000, 10_000, 50_000]

type Run = Usage & { ms: number; share: number }
/** `run` answers null where that way cannot move the data: it is left out then. */
type Way = { name: Approach['name']; title: string; run: () => Promise<Run | null> }

/** For tests: another file that runs jobs, and fewer runs. */
export type BenchmarkOptions = { worker?: string; runs?: number }

/** Measures in a private folder that is gone afterwards. Rejects with HM-SOURCE-…, HM-DISK-SPACE or HM-CANCELLED. */
export async function benchmark(
  context: EngineContext,
  request: BenchmarkRequest,
  { worker, runs = usualRuns }: BenchmarkOptions = {},
): Promise<BenchmarkResult> {
  const started = performance.now()
  const announce = announcer(context.emit, 'benchmark')
  const isOver = (part: number) => performance.now() - started > limits.whole * part
  try {
    return await inWorkFolder(context.environment, async (folder) => {
      announce(request.from === undefined ? 'Making an install up' : 'Copying your install', 0)
      const sample = await sampleFor(context, request, folder)
      const migrate = migrations(context, folder, sample, worker)
      const ways = waysOf(context, folder, sample, migrate, worker)
      const taken = new Map(ways.map(({ name }): [Approach['name'], Run[]] => [name, []]))
      const unable = new Set<Approach['name']>()
      for (let run = 0; run < runs; run++) {
        for (const [index, { name, title, run: measure }] of ways.entries()) {
          const before = taken.get(name) ?? []
          if (unable.has(name) || (before.length > 0 && (isOver(0.6) || isSlow(before)))) continue
          announce(`Round ${run + 1} of ${runs}: ${title}`, (0.6 * (run * ways.length + index)) / (runs * ways.length))
          const measured = await measure()
          if (measured) before.push(measured)
          else unable.add(name)
        }
      }
      const batchSizes: BenchmarkResult['batchSizes'] = []
      const sizes = request.batchSizes ?? defaultSizes
      for (const [index, rows] of sizes.entries()) {
        if (batchSizes.length > 0 && isOver(0.85)) break
        announce(`Commits of ${rows.toLocaleString('en')} rows`, 0.6 + (0.25 * index) / sizes.length)
        batchSizes.push(await measureBatches(context, folder, sample, { rows, runs: Math.min(3, runs), worker }))
      }
      const parallel = request.parallel ? await measureThreads(migrate, announce, () => isOver(1), runs) : []
      announce('Done', 1)
      const { kind, conversations, rows, bytes } = sample
      return {
        machine: machine(folder),
        source: { kind, conversations, rows, bytes },
        approaches: approachesOf(
          ways.filter(({ name }) => !unable.has(name)),
          taken,
          rows,
        ),
        ...{ batchSizes, parallel },
        cutShort: isOver(0.6) || batchSizes.length < sizes.length,
        ms: Math.round(performance.now() - started),
      }
    })
  } catch (error) {
    if (context.signal.aborted) throw new HiveError('HM-CANCELLED', 'You stopped the benchmark.', { cause: error })
    throw error
  }
}

function sampleFor(context: EngineContext, request: BenchmarkRequest, folder: string): Promise<Sample> {
  const { from, conversations } = request
  return from === undefined
    ? madeUp(folder, conversations ?? 1000)
    : copied(context, folder, from, conversations ?? Infinity)
}

/** A run so long that once is enough. */
const isSlow = (taken: Run[]) => (taken[0]?.wallMs ?? 0) > 0.5 * limits.slow

function waysOf(
  context: EngineContext,
  folder: string,
  sample: Sample,
  migrate: ReturnType<typeof migrations>,
  worker?: string,
): Way[] {
  const target = join(folder, 'other.db')
  const fresh = async (work: () => Promise<Run | null>) => {
    try {
      return await work()
    } finally {
      rmSync(target, { force: true })
    }
  }
  const baseline = (kind: BaselineKind, budgetMs?: number) =>
    fresh(async () => {
      const order = { kind, source: sample.database, target, budgetMs }
      const { answer, ...usage } = await inProcess('baseline', order, { signal: context.signal, worker })
      return answer && { ...usage, ms: answer.ms, share: answer.share }
    })
  const dump: Way = {
    name: 'dump',
    title: 'sqlite3 .dump | sqlite3',
    run: () =>
      fresh(async () => {
        const usage = await dumpAndLoad(sample.database, target)
        return { ...usage, ms: usage.wallMs, share: 1 }
      }),
  }
  return [
    {
      name: 'migration',
      title: 'The whole safe migration',
      run: async () => ({ ...(await migrate()), share: 1 }),
    },
    { name: 'row-by-row', title: 'Row by row, a commit each', run: () => baseline('a', limits.slow) },
    { name: 'pages', title: 'Pages by LIMIT and OFFSET', run: () => baseline('b', limits.slow) },
    ...(hasSqlite3() ? [dump] : []),
    { name: 'bare', title: 'Bare INSERT ... SELECT', run: () => baseline('d') },
  ]
}

function approachesOf(ways: Way[], taken: Map<Approach['name'], Run[]>, rows: number): Approach[] {
  const medianOf = (all: Run[], pick: (run: Run) => number | null): number | null => {
    const values = all.map(pick).filter((value) => value !== null)
    return values.length === all.length ? median(values) : null
  }
  const own = median((taken.get('migration') ?? []).map(({ ms }) => ms))
  return ways.map(({ name, title }) => {
    const all = taken.get(name) ?? []
    const times = all.map(({ ms }) => ms)
    const ms = median(times)
    return {
      ...{ name, title, runs: all.length, ms, spreadMs: spreadOf(times), rowsPerSecond: rows / (ms / 1000) },
      ...{ ratio: ms / own, share: all[0]?.share ?? 1 },
      peakBytes: medianOf(all, ({ peakBytes }) => peakBytes),
      cpuMs: medianOf(all, ({ cpuMs }) => cpuMs),
      writtenBytes: medianOf(all, ({ writtenBytes }) => writtenBytes),
    }
  })
}

async function measureBatches(
  context: EngineContext,
  folder: string,
  sample: Sample,
  { rows, runs, worker }: { rows: number; runs: number; worker: string | undefined },
) {
  const target = join(folder, 'batches.db')
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const order = { source: sample.database, target, batchRows: rows }
    const { answer } = await inProcess('batches', order, { signal: context.signal, worker })
    rmSync(target, { force: true })
    times.push(answer.ms)
    if (answer.ms > limits.slow) break
  }
  const ms = median(times)
  return { rows, ms, rowsPerSecond: sample.rows / (ms / 1000) }
}

/** One thread and two, in turn. */
async function measureThreads(
  migrate: ReturnType<typeof migrations>,
  announce: (label: string, fraction: number) => void,
  isOver: () => boolean,
  runs: number,
): Promise<BenchmarkResult['parallel']> {
  const taken: Record<1 | 2, number[]> = { 1: [], 2: [] }
  for (let run = 0; run < runs; run++) {
    for (const threads of [1, 2] as const) {
      if (taken[threads].length > 0 && isOver()) continue
      announce(`Work in ${threads === 1 ? 'one thread' : 'two threads'}`, 0.85 + (0.15 * run) / runs)
      taken[threads].push((await migrate({ ...defaultTuning, secondThread: threads === 2 })).ms)
    }
  }
  return ([1, 2] as const).map((threads) => {
    return { threads, ms: median(taken[threads]), spreadMs: spreadOf(taken[threads]) }
  })
}
