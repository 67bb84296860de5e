/** One migration of a large install, watched; the same cut off and resumed; and how soon a user sees something. */
import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { findNode24 } from '../lib/node24.mjs'
import { environment, inFolder, quick, targetIn } from './approaches.mjs'

/** @typedef {import('./approaches.mjs').Bench} Bench */
/** @typedef {import('./approaches.mjs').Built} Built */
/** @typedef {import('./approaches.mjs').Home} Home */

/**
 * Makes each run find the same machine: the install on the disk, and a page cache that is full of something else, as where
 * people have worked for a while. Else a small install would be read from memory, which a large one never is, and a large
 * one would pay for memory that a virtual machine has yet to get from its host. The something is a file of `folder` without
 * content, as large as the memory; it stays. On Windows it would take its size of the disk: there every run finds what the
 * one before left.
 *
 * @param {string} folder @param {Home} home
 */
export async function fillPageCache(folder, home) {
  if (process.platform === 'win32') return
  forget(home)
  const path = join(folder, 'other-content')
  writeFileSync(path, '')
  truncateSync(path, totalmem())
  const read = createReadStream(path, { highWaterMark: 4 << 20 })
  await finished(read.resume())
}

/** On Linux, has the system forget what it has in memory of an install: pages that were read twice outlive what fills it. */
function forget(home) {
  if (process.platform !== 'linux') return
  for (const entry of readdirSync(home.home, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  )) {
    const path = join(entry.parentPath, entry.name)
    const { status, error } = spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
    if (status !== 0) throw new Error(`dd could not drop ${entry.name} from the page cache`, { cause: error })
  }
}

/** How many points of a run's memory are kept for the page. */
const kept = 40

/** @param {Bench} bench @param {Built} built @param {Home} home */
export function measureRun(bench, built, home) {
  return inFolder(async (folder) => {
    const [printed, usage] = await quick(bench, built, home, folder)
    const result = JSON.parse(printed.stdout)
    if (!result.verification.passed) throw new Error('The verification did not pass')
    const events = printed.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    console.log(`  migrated in ${(events.at(-1).elapsedMs / 1000).toFixed(1)} s`)
    const points = usage.samples.map(({ ms, bytes }) => ({ part: ms / usage.wallMs, bytes }))
    const [early, late] = [points.filter(({ part }) => part < 0.1), points.filter(({ part }) => part >= 0.1)]
    const most = (all) => all.reduce((peak, { bytes }) => Math.max(peak, bytes), 0)
    return {
      ms: events.at(-1).elapsedMs,
      wallMs: usage.wallMs,
      rows: result.totals.read,
      targetBytes: result.target.bytes,
      cpuMs: usage.cpuMs,
      writtenBytes: usage.writtenBytes,
      peakBytes: usage.peakBytes,
      peakResidentBytes: usage.peakResidentBytes,
      largestValueBytes: largestValue(home),
      timings: result.timings,
      preflightMs: phaseMs(events, 'preflight'),
      memory: {
        firstTenthPeak: most(early),
        restPeak: most(late),
        /** How far the peaks of nine parts of the rest lie apart. */
        ninths: Array.from({ length: 9 }, (_, index) => most(late.filter(({ part }) => partOf(part) === index))),
        curve: thin(usage.samples),
      },
    }
  })
}

const partOf = (part) => Math.min(8, Math.floor((part - 0.1) * 10))

const thin = (samples) => {
  const step = Math.max(1, Math.ceil(samples.length / kept))
  return samples.filter((_, index) => index % step === 0)
}

const phaseMs = (events, phase) => {
  const first = events.find((event) => event.phase === phase)
  const next = events.find((event) => event.elapsedMs > (first?.elapsedMs ?? 0) && event.phase !== phase)
  return first && next ? next.elapsedMs - first.elapsedMs : null
}

/** @param {Home} home Texts of the generator are at most three times its text bytes. */
const largestValue = (home) => (home.bytes / home.conversations) * 3

/**
 * How soon `analyze` answers, and how soon `quick` shows its first event; the run is then ended.
 *
 * @param {Bench} bench @param {Built} built @param {Home} home
 */
export function measureLook(bench, built, home) {
  return inFolder(async (folder) => {
    const args = ['analyze', '--json', '--home', home.home]
    const [printed, usage] = await bench.runWatched(findNode24(), [built.command, ...args], environment(folder))
    const [database] = JSON.parse(printed.stdout).installs[0].databases
    const approximate = database.tables.some((table) => table.approximate)
    const started = performance.now()
    const child = start(built, home, folder)
    const firstEventMs = await firstEvent(child, started, () => true)
    child.kill('SIGINT')
    await ended(child)
    return { analyzeMs: usage.wallMs, approximate, firstEventMs }
  })
}

/**
 * Kills a run at nine tenths of its way and resumes it: what that costs beside a run that was not cut off.
 *
 * @param {Bench} bench @param {Built} built @param {Home} home
 */
export function measureCut(bench, built, home) {
  return inFolder(async (folder) => {
    const started = performance.now()
    const child = start(built, home, folder)
    const cutMs = await firstEvent(child, started, ({ fraction }) => fraction >= 0.9)
    // The command and its engine are one process group: this is what a power cut looks like to them.
    process.kill(-(child.pid ?? 0), 'SIGKILL')
    await ended(child)
    if (existsSync(targetIn(folder))) throw new Error('A run that was killed before its swap left a new database')
    const again = performance.now()
    const [printed] = await quick(bench, built, home, folder, ['--resume'])
    const result = JSON.parse(printed.stdout)
    if (!result.verification.passed || !result.totals.same) throw new Error('The resumed run did not succeed')
    console.log(
      `  cut off after ${(cutMs / 1000).toFixed(1)} s, resumed in ${((performance.now() - again) / 1000).toFixed(1)} s`,
    )
    return { bytes: home.bytes, cutMs, resumeMs: performance.now() - again }
  })
}

function start(built, home, folder) {
  const args = ['quick', '--yes', '--json', '--progress', 'json', '--home', home.home, '--to', targetIn(folder)]
  return spawn(findNode24(), [built.command, ...args], {
    env: environment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function firstEvent(child, started, isIt) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.on('data', (data) => {
      text += data
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      if (lines.filter(Boolean).some((line) => isIt(JSON.parse(line)))) resolve(performance.now() - started)
    })
    child.on('close', () => reject(new Error('The run ended before what was waited for')))
  })
}

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(undefined)
    else child.on('close', resolve)
  })
