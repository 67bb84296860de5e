/** One run of each way to move an install, each in processes of its own, in a folder that is gone afterwards. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findNode24 } from '../lib/node24.mjs'
import { cache } from './load.mjs'

/** @typedef {Awaited<ReturnType<typeof import('./load.mjs').loadBench>>} Bench */
/** @typedef {{ command: string, worker: string }} Built */
/** @typedef {{ home: string, source: string, conversations: number, bytes: number }} Home */

/**
 * What one run took. `ms` is the work itself, `wallMs` with the start of its processes; `share` is how much of the work was
 * measured and not extrapolated.
 *
 * @typedef {object} Taken
 * @property {number} ms
 * @property {number} wallMs
 * @property {number} rows
 * @property {number} share
 * @property {number | null} cpuMs
 * @property {number | null} writtenBytes
 * @property {number | null} peakBytes
 * @property {number | null} peakResidentBytes
 * @property {import('../../src-main/engine/model/index.js').Timings} [timings]
 */

/** Runs `work` with a folder of its own, on a disk that has nothing left to write from the run before. */
export async function inFolder(work) {
  const folder = join(cache, `run-${process.pid}`)
  mkdirSync(cache, { recursive: true })
  removeAbandoned()
  mkdirSync(folder, { recursive: true })
  if (process.platform === 'linux') spawnSync('sync')
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a measurement left that was killed. */
function removeAbandoned() {
  for (const name of readdirSync(cache)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1] ?? process.pid)
    if (pid !== process.pid && !isAlive(pid)) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

/** @param {import('../../src-main/engine/bench/measure/run.js').Usage} usage */
const used = ({ wallMs, cpuMs, writtenBytes, peakBytes, peakResidentBytes }) => {
  return { wallMs, cpuMs, writtenBytes, peakBytes, peakResidentBytes }
}

/**
 * The whole safe migration as a user starts it: the command line and all of its processes. `ms` is the engine's own time,
 * from the order to the last event, checks before the start included.
 *
 * @param {Bench} bench @param {Built} built @param {Home} home @param {{ memory?: boolean }} [watch]
 * @returns {Promise<Taken>}
 */
export function ours(bench, built, home, watch) {
  return inFolder(async (folder) => {
    const [printed, usage] = await quick(bench, built, home, folder, [], watch)
    const result = JSON.parse(printed.stdout)
    if (result.status !== 'migrated' || !result.verification.passed) throw new Error('The migration did not succeed')
    const { timings, totals } = result
    const last = JSON.parse(printed.stderr.trim().split('\n').at(-1) ?? '{}')
    if (last.phase !== 'done') throw new Error('The last event is not the end')
    return { ...used(usage), ms: last.elapsedMs, rows: totals.read, share: 1, timings }
  })
}

/**
 * Migrates into `folder` with the command line.
 *
 * @param {Bench} bench @param {Built} built @param {Home} home @param {string} folder @param {string[]} [further]
 * @param {{ memory?: boolean }} [watch]
 */
export function quick(bench, built, home, folder, further = [], watch = {}) {
  const args = ['quick', '--yes', '--json', '--progress', 'json', '--home', home.home, '--to', targetIn(folder)]
  return bench.runWatched(findNode24(), [built.command, ...args, ...further], environment(folder), watch)
}

/** Where `quick` puts the new database. */
export const targetIn = (folder) => join(folder, 'new/hive-ai.db')

/** An environment whose backups and runs go to the folder. */
export const environment = (folder) => ({ ...process.env, HIVE_MIGRATE_HOME: join(folder, 'state') })

/**
 * A baseline.
 *
 * @param {'a' | 'b' | 'd'} kind
 * @param {Bench} bench @param {Built} built @param {Home} home @param {number} [budgetMs] @param {{ memory?: boolean }} [watch]
 * @returns {Promise<Taken>}
 */
export function baseline(kind, bench, built, home, budgetMs, watch) {
  return inFolder(async (folder) => {
    const order = { kind, source: home.source, target: join(folder, 'new.db'), budgetMs }
    const measured = await bench.inProcess('baseline', order, { worker: built.worker, ...watch })
    if (!measured.answer) throw new Error(`Baseline ${kind} cannot move ${home.source}`)
    const { ms, rows, share } = measured.answer
    return { ...used(measured), ms, rows, share }
  })
}

/**
 * `sqlite3 .dump | sqlite3`.
 *
 * @param {Bench} bench @param {Home} home @param {number} rows @param {{ memory?: boolean }} [watch]
 * @returns {Promise<Taken>}
 */
export function dump(bench, home, rows, watch) {
  return inFolder(async (folder) => {
    const usage = await bench.dumpAndLoad(home.source, join(folder, 'new.db'), watch)
    return { ...used(usage), ms: usage.wallMs, rows, share: 1 }
  })
}
