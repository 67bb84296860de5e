/** Runs every approach on an install in turn, several times, and takes the medians. */
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
    ours: () => ours(bench, built, home),
    a: () => baseline('a', bench, built, home, budgetOf(expected.a)),
    b: () => baseline('b', bench, built, home, budgetOf(expected.b)),
    c: () => dump(bench, home, rows),
    d: () => baseline('d', bench, built, home),
  }
  const names = Object.keys(ways).filter((name) => name === 'ours' || only.includes(name))
  for (let run = 0; run < runs; run++) {
    for (const name of names) {
      const before = taken[name] ?? []
      if (before.length > 0 && (Date.now() > deadline || (before[0]?.wallMs ?? 0) > budgetMs / 2)) continue
      const one = await ways[name]()
      rows = one.rows
      taken[name] = [...before, one]
      const part = one.share < 1 ? ` (${Math.round(one.share * 100)} % of it measured)` : ''
      console.log(`  ${run + 1}/${runs}  ${name.padEnd(4)}  ${(one.ms / 1000).toFixed(3)} s${part}`)
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, figuresOf(bench, all)]))
}

/** Nothing known of smaller installs: as much as may be measured whole. @param {number | undefined} expected */
function budgetOf(expected) {
  if (expected === undefined) return wholeMs
  return expected > wholeMs ? budgetMs : undefined
}

/** @returns {Figures} */
function figuresOf(bench, taken) {
  const middle = (pick) => {
    const values = taken.map(pick)
    return values.some((value) => value === null) ? null : bench.median(values)
  }
  const [first] = taken
  const ms = middle((one) => one.ms)
  const timings = first.timings
    ? Object.fromEntries(Object.keys(first.timings).map((phase) => [phase, middle((one) => one.timings[phase])]))
    : undefined
  return {
    runs: taken.length,
    share: first.share,
    ms,
    wallMs: middle((one) => one.wallMs),
    spreadMs: bench.spreadOf(taken.map((one) => one.ms)),
    rowsPerSecond: Math.round(first.rows / (ms / 1000)),
    cpuMs: middle((one) => one.cpuMs),
    writtenBytes: middle((one) => one.writtenBytes),
    peakBytes: middle((one) => one.peakBytes),
    peakResidentBytes: middle((one) => one.peakResidentBytes),
    ...(timings ? { timings } : {}),
  }
}
