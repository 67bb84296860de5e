#!/usr/bin/env node
/**
 * `npm run bench:app`: migrates an install in the app, on the host that is there (Electron, else the Chromium host), and
 * watches the main process's event loop and the page's frames meanwhile; measures the start to a usable window. Prints the
 * figures, keeps them in .cache/bench/app.json and writes them into docs/performance.md. Options: `--size 1` (GB), `--starts
 * 5`, `--no-page`.
 */
import { constants, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { isModern, findNode24 } from '../lib/node24.mjs'
import { root, runProgram } from '../lib/project.mjs'

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '1' },
      starts: { type: 'string', default: '5' },
      'no-page': { type: 'boolean', default: false },
    },
  })
  await main(values)
}

async function main(values) {
  const { cache, loadBench } = await import('./load.mjs')
  const { homeOf } = await import('./homes.mjs')
  const { inFolder } = await import('./approaches.mjs')
  const { writeSection } = await import('./page.mjs')
  const { ensureBuilt } = await import('../lib/setup.mjs')
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)
  mkdirSync(cache, { recursive: true })
  const bench = await loadBench()
  const small = await homeOf(bench, 100, 5000)
  const starts = []
  for (let start = 0; start < Number(values.starts); start++)
    starts.push(await inFolder((folder) => timeStart(folder, small)))
  console.log(`Start to a usable window: ${starts.map((ms) => `${Math.round(ms)} ms`).join(', ')}`)
  const home = await homeOf(bench, Math.round((Number(values.size) * 1e9) / 32_000), 30_000)
  const run = await inFolder((folder) => watchMigration(folder, home))
  const result = {
    measuredAt: new Date().toISOString(),
    command: `npm run bench:app${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
    machine: bench.machine(cache),
    start: { ms: bench.median(starts), runs: starts.length },
    bytes: home.bytes,
    ...run,
  }
  writeFileSync(join(cache, 'app.json'), `${JSON.stringify(result, null, 2)}\n`)
  const lines = report(result)
  console.log(lines.join('\n'))
  if (!values['no-page']) await writeSection('app', lines)
}

/** Opens the app on a home of its own, a copy of an install. */
async function open(folder, home) {
  const own = join(folder, 'home')
  cpSync(home.home, own, { recursive: true, mode: constants.COPYFILE_FICLONE })
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  const env = { ...process.env, HOME: own, USERPROFILE: own, HIVE_MIGRATE_HOME: join(folder, 'state') }
  const { findElectron } = await import('../lib/electron.mjs')
  const electron = findElectron()
  const started = performance.now()
  if (electron) {
    const { _electron } = await import('playwright-core')
    const args = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root]
    const app = await _electron.launch({
      executablePath: electron,
      args,
      env: /** @type {Record<string, string>} */ (env),
    })
    const page = await app.firstWindow()
    return { host: 'Electron', started, page, evaluate: (run) => app.evaluate(run), close: () => app.close() }
  }
  const { launchChromiumHost } = await import('../chromium-host/launch.mjs')
  const app = await launchChromiumHost({ appDir: root, env: { ...env, TMPDIR: temporary } })
  return { ...app, host: 'the Chromium host', started }
}

function heading(page, name) {
  return page.getByRole('heading', { level: 1, name })
}

/** Milliseconds from the start of the first process until the user can press Start. */
async function timeStart(folder, home) {
  const { started, page, close } = await open(folder, home)
  try {
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor({ timeout: 60_000 })
    return performance.now() - started
  } finally {
    await close()
  }
}

async function watchMigration(folder, home) {
  const { host, page, evaluate, close } = await open(folder, home)
  try {
    const press = (name) => page.getByRole('button', { name, exact: true }).click({ timeout: 120_000 })
    await press('Start')
    await heading(page, 'Find your old Hive').waitFor()
    await press('Continue')
    await page.getByText('Nothing stands in the way').waitFor({ timeout: 300_000 })
    await press('Continue')
    await page.getByRole('button', { name: 'Migrate now' }).waitFor({ timeout: 300_000 })
    await evaluate(watchLoop)
    await page.evaluate(watchFrames)
    const started = performance.now()
    await press('Migrate now')
    await heading(page, /everything arrived|it stopped|cancelled/).waitFor({ timeout: 3_600_000 })
    const migrateMs = performance.now() - started
    const title = await page.getByRole('heading', { level: 1 }).innerText()
    if (!title.includes('everything arrived')) throw new Error(`The migration ended with: ${title}`)
    const loop = await evaluate(readLoop)
    const frames = await page.evaluate(readFrames)
    return { host, migrateMs, loop, frames }
  } finally {
    await close()
  }
}

/** Runs in the main process. */
function watchLoop() {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  Object.assign(globalThis, { hiveBenchLoop: histogram })
}

/** Runs in the main process. The first millisecond of each delay is the timer's own. */
function readLoop() {
  const histogram = Reflect.get(globalThis, 'hiveBenchLoop')
  histogram.disable()
  return {
    longestMs: histogram.max / 1e6,
    p99Ms: histogram.percentile(99) / 1e6,
    p999Ms: histogram.percentile(99.9) / 1e6,
    meanMs: histogram.mean / 1e6,
  }
}

/** Runs in the page: notes the time between two frames. */
function watchFrames() {
  const gaps = /** @type {number[]} */ ([])
  Object.assign(globalThis, { hiveBenchFrames: gaps })
  let last = performance.now()
  const next = (now) => {
    gaps.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

/** Runs in the page. */
function readFrames() {
  const gaps = Reflect.get(globalThis, 'hiveBenchFrames').toSorted((a, b) => a - b)
  const at = (part) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))]
  const sum = gaps.reduce((all, gap) => all + gap, 0)
  return {
    count: gaps.length,
    perSecond: gaps.length / (sum / 1000),
    medianMs: at(0.5),
    p99Ms: at(0.99),
    longestMs: at(1),
    // A frame that came more than half a frame late at 60 a second.
    late: gaps.filter((gap) => gap > 25).length,
  }
}

function report({ command, measuredAt, machine, host, start, bytes, migrateMs, loop, frames }) {
  const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
  return [
    `\`${command}\`, ${measuredAt.slice(0, 10)}, in ${host}: ${machine.processor}, ${machine.cores} cores, Node ${machine.node}. ` +
      `The page, its browser and the engine share these cores.`,
    '',
    `* **Start to a usable window** (Home shows what was found, Start can be pressed): ${ms(start.ms)}, the median of ${start.runs}.`,
    `* **Main process** while ${(bytes / 1e9).toFixed(2)} GB were migrated (${(migrateMs / 1000).toFixed(0)} s): its event loop was ` +
      `never late by more than ${ms(loop.longestMs)}; 99.9 % of the time by less than ${ms(loop.p999Ms)}.`,
    `* **Page** meanwhile: ${frames.perSecond.toFixed(1)} frames a second; 99 % of them came within ${ms(frames.p99Ms)}, the ` +
      `longest took ${ms(frames.longestMs)}, ${frames.late} of ${frames.count.toLocaleString('en')} were late by more than half a frame.`,
  ]
}
