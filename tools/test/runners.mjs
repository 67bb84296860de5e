/** The steps that run a test runner or build: what they count is what the runner's own report says. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumHelp, findChromium } from '../find-chromium.mjs'
import { findElectron } from '../lib/electron.mjs'
import { findNode24 } from '../lib/node24.mjs'
import { capture, captureTool, projectEnvironment, root } from '../lib/project.mjs'
import { ensureBuilt } from '../lib/setup.mjs'
import { tally } from './tally.mjs'

const reportOf = (name) => join(root, 'test-results/reports', `${name}.json`)

function readReport(name) {
  return existsSync(reportOf(name)) ? JSON.parse(readFileSync(reportOf(name), 'utf8')) : null
}

/**
 * What no count of a runner shows is a failure too: no report, no test executed, an exit status that says otherwise than
 * the counts (an error outside of any test), a run that was cut off.
 *
 * @param {{ passed: number, failed: number, skipped: number } | null} counts
 * @param {{ status: number, output: string, timedOut: boolean }} run
 */
export function judge(counts, { status, output, timedOut }) {
  let problem
  if (timedOut) problem = 'was stopped: it took too long'
  else if (counts === null) problem = 'wrote no report'
  else if (counts.passed + counts.failed === 0) problem = 'executed no test'
  else if (counts.failed === 0 && status !== 0) problem = `ended with status ${status} although no test failed`
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 }
  return problem
    ? { ...known, failed: known.failed + 1, output: `${output}\nThe runner ${problem}.` }
    : { ...known, output }
}

/** The tests of one folder of tests/. */
export async function runVitest(project, { seconds }) {
  rmSync(reportOf(project), { force: true })
  const run = await captureTool(
    'vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(project)}`],
    { seconds, log: join(root, `test-results/logs/${project}.log`), env: projectEnvironment({ NO_COLOR: '1' }) },
  )
  const report = readReport(project)
  if (!report) return judge(null, run)
  // A file that does not even load has no tests to fail: it counts as one.
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return judge(counts, run)
}

/**
 * Playwright's specs, on Electron or on the Chromium host; HIVE_APP_DIR in `env` makes them run a packed app instead of out/.
 *
 * @param {{ name?: string, specs?: string[], env?: Record<string, string>, seconds?: number }} [options]
 */
export async function runPlaywright({ name = 'e2e', specs = [], env = {}, seconds = 420 } = {}) {
  const electron = findElectron()
  const chromium = electron ? null : await findChromium({ install: true })
  if (!electron && !chromium) return { passed: 0, failed: 1, skipped: 0, output: chromiumHelp, detail: 'no host' }
  rmSync(reportOf(name), { force: true })
  // Real windows share one focus, and the keyboard goes there; pages of a browser without windows have one each.
  const workers = electron ? 1 : 2
  const options = ['--reporter=list,json', `--workers=${workers}`]
  const run = await captureTool('@playwright/test/cli.js', ['test', ...options, ...specs], {
    seconds,
    log: join(root, `test-results/logs/${name}.log`),
    env: projectEnvironment({
      ...(chromium ? { HIVE_CHROMIUM: chromium } : {}),
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(name),
      NO_COLOR: '1',
      ...env,
    }),
  })
  const stats = readReport(name)?.stats
  const counts = stats
    ? { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
    : null
  return { ...judge(counts, run), detail: electron ? 'on Electron' : 'on the Chromium host' }
}

/** Builds out/ unless it is what the sources say. */
export async function checkBuild() {
  const { built, status, output } = await ensureBuilt()
  return tally([{ name: 'build', ok: status === 0, output }], built ? undefined : 'up to date')
}

/** Packs the app for every system and processor, compares its files with what belongs there, and does the job with it. */
export async function checkPackage() {
  const run = await capture(findNode24(), [join(root, 'tools/package-check/index.mjs')], {
    seconds: 420,
    log: join(root, 'test-results/logs/package.log'),
  })
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(run.output) ?? []
  return judge(passed === undefined ? null : { passed: Number(passed), failed: Number(failed), skipped: 0 }, run)
}
