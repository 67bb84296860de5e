/** A copy of the checkout in a temporary folder, in which sources may be changed and tests run. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { captureTool, projectEnvironment, root } from '../lib/project.mjs'

const copied = ['src-main', 'src-preload', 'tests', 'tools', 'docs', 'package.json', 'tsconfig.json']

/**
 * @typedef {{ files: string[], names?: string[], bail?: number, workers?: number, setup?: boolean }} Order which test
 * files to run, in this sequence, and which tests of them (all without `names`)
 * @typedef {{ file: string, name: string, ms: number, passed: boolean }} Ran `name` is '' for a file that does not load
 */

/**
 * Copies what lies in the working tree now, or what a commit holds.
 * @param {string | undefined} commit
 */
export function makeCheckout(commit) {
  const folder = mkdtempSync(join(tmpdir(), 'hive-mutation-'))
  if (commit) {
    const archive = execFileSync('git', ['archive', commit, ...copied], { cwd: root, maxBuffer: 1 << 30 })
    execFileSync('tar', ['-x', '-C', folder], { input: archive })
    // The tests are run by this version of the tool.
    cpSync(join(root, 'tools/mutation'), join(folder, 'tools/mutation'), { recursive: true })
  } else {
    const args = ['ls-files', '-co', '--exclude-standard', '-z', ...copied]
    const names = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 30 }).split('\0')
    for (const name of names.filter(Boolean)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      // A file that somebody removes at this moment is not there.
      cpSync(join(root, name), join(folder, name), { force: true, errorOnExist: false })
    }
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => {
      writeFileSync(join(folder, file), text)
    },
    list: (below, ending) => listFiles(folder, below, ending),
    run: (order, seconds, environment) => runTests(folder, order, seconds, environment),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listFiles(folder, below, ending) {
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${below}/${name.replaceAll('\\', '/')}`)
    .sort()
}

/**
 * Runs tests; `ok` is true when vitest says that all passed.
 * @param {string} folder
 * @param {Order} order
 * @param {number} seconds after which it is killed with everything it started
 * @returns {Promise<{ ok: boolean, timedOut: boolean, ran: Ran[], output: string }>}
 */
async function runTests(folder, order, seconds, environment = {}) {
  const [orderFile, reportFile] = [join(folder, 'mutation-order.json'), join(folder, 'mutation-report.json')]
  writeFileSync(orderFile, JSON.stringify({ bail: 0, workers: 1, setup: false, ...order }))
  rmSync(reportFile, { force: true })
  const args = ['run', '--config', join(folder, 'tools/mutation/inside/vitest.config.mjs')]
  const run = await captureTool('vitest/vitest.mjs', [...args, '--reporter=json', `--outputFile.json=${reportFile}`], {
    seconds,
    cwd: folder,
    // The crash tests choose their rounds by a seed: always the same here.
    env: projectEnvironment({ NO_COLOR: '1', HIVE_CRASH_SEED: '1', HIVE_MUTATION_ORDER: orderFile, ...environment }),
  })
  return { ok: run.status === 0, timedOut: run.timedOut, ran: readReport(folder, reportFile), output: run.output }
}

function readReport(folder, file) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // It was killed before it could write one.
    return []
  }
  return report.testResults.flatMap(({ name, status, assertionResults }) => {
    const path = name.slice(folder.length + 1)
    const tests = assertionResults
      .filter((test) => test.status === 'passed' || test.status === 'failed')
      .map((test) => ({
        file: path,
        name: [...test.ancestorTitles, test.title].join(' > '),
        ms: test.duration ?? 0,
        passed: test.status === 'passed',
      }))
    if (status === 'failed' && tests.every((test) => test.passed))
      tests.push({ file: path, name: '', ms: 0, passed: false })
    return tests
  })
}
