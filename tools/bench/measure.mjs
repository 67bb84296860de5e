/**
 * Runs every approach on an install in turn, once for its memory and several times for its time, and takes the medians.
 */
import { baseline, dump, ours } from './approaches.mjs'

/** @typedef {import('./approaches.mjs').Taken} Taken */

/** Above this a baseline is measured in part, and above half of it not as often as the others. */
const wholeMs = 120_000
const budgetMs = 60_000

/**
 * @typedef {object} Figures
 * @property {number} runs
 * @property {number} share How much of the work was measured, 0..1.
 * @property {number} ms @property {number} wallMs @property {number} spreadMs @property {number} rowsPerSecond
 * @property {number | null} cpuMs @property {number | null} writtenBytes
 * @property {number | null} peakBytes @property {number | null} peakResidentBytes
 * @property {Record<string, number>} [timings]
 */

/**
 * @param {import('./approaches.mjs').Bench} bench
 * @param {import('./approaches.mjs').Built} built
 * @param {import('./approaches.mjs').Home} home
 * @param {{ runs: number, only: string[], expected: Record<string, number>, deadline: number }} options `expected`:
 *   milliseconds that each approach may take, by what is known of smaller installs.
 * @returns {Promise<Record<string, Figures>>}
 */
export async function measureSize(bench, built, home, { runs, only, expected, deadline }) {
  /** @type {Record<string, Taken[]>} */
  const taken = {}
  let rows = 0
  const ways = {
    ours: (watch) => ours(bench, built, home, watch),
    a: (watch) => baseline('a', bench, built, home, budgetOf(expected.a), watch),
    b: (watch) => baseline('b', bench, built, home, budgetOf(expected.b), watch),
    c: (watch) => dump(bench, home, rows, watch),
    d: (watch) => baseline('d', bench, built, home, undefined, watch),
  }
  const names = Object.keys(ways).filter((name) => name === 'ours' || only.includes(name))
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const before = taken[name] ?? []
      if (before.length > 0 && (Date.now() > deadline || (before[0]?.wallMs ?? 0) > budgetMs / 2)) continue
      const one = await ways[name]({ memory: run === 0 })
      rows = one.rows
      taken[name] = [...before, one]
      const part = one.share < 1 ? ` (${Math.round(one.share * 100)} % of it measured)` : ''
      console.log(
        `  ${run === 0 ? 'memory' : `${run}/${runs}`.padEnd(6)}  ${name.padEnd(4)}  ${(one.ms / 1000).toFixed(3)} s${part}`,
      )
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, figuresOf(bench, all)]))
}

/** Nothing known of smaller installs: as much as may be measured whole. @param {number | undefined} expected */
function budgetOf(expected) {
  if (expected === undefined) return wholeMs
  return expected > wholeMs ? budgetMs : undefined
}

/** @param {Taken[]} taken @returns {Figures} */
function figuresOf(bench, taken) {
  const [first, ...timed] = taken
  if (!first) throw new Error('Nothing was measured')
  // What takes long runs once, for both.
  const runs = timed.length > 0 ? timed : [first]
  const middle = (pick) => {
    const values = runs.map(pick)
    return values.some((value) => value === null) ? null : bench.median(values)
  }
  const ms = middle((one) => one.ms)
  const timings = first.timings
    ? Object.fromEntries(Object.keys(first.timings).map((phase) => [phase, middle((one) => one.timings[phase])]))
    : undefined
  return {
    runs: runs.length,
    share: first.share,
    ms,
    wallMs: middle((one) => one.wallMs),
    spreadMs: bench.spreadOf(runs.map((one) => one.ms)),
    rowsPerSecond: Math.round(first.rows / (ms / 1000)),
    cpuMs: middle((one) => one.cpuMs),
    writtenBytes: middle((one) => one.writtenBytes),
    peakBytes: first.peakBytes,
    peakResidentBytes: first.peakResidentBytes,
    ...(timings ? { timings } : {}),
  }
}
