/** Plays cases and files of tests in a copy of the checkout. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { captureTool, projectEnvironment } from '../lib/project.mjs'

/** @typedef {{ status: string, message: string }} Outcome `passed`, `failed`, or what vitest says of one that it left out */

/**
 * Answers what became of each case folder and of each file of tests. What does not end within `seconds` has failed.
 * @param {string} folder
 * @param {string[]} cases folders of tests/cases
 * @param {string[]} tests files of tests
 * @param {number} seconds
 * @returns {Promise<Record<string, Outcome>>}
 */
export async function play(folder, cases, tests, seconds) {
  /** @type {Record<string, Outcome>} */
  const outcomes = {}
  if (cases.length > 0) {
    const report = await run(folder, 'tests/cases/folders.test.ts', seconds, { HIVE_CASES: cases.join(',') })
    if (report === null) for (const name of cases) outcomes[name] = notEnded(seconds)
    else for (const test of report.flatMap((file) => file.assertionResults)) outcomes[test.title] = outcomeOf(test)
  }
  for (const file of tests) {
    const report = await run(folder, file, seconds, {})
    const all = report?.flatMap((each) => each.assertionResults) ?? []
    const failed = all.find(({ status }) => status === 'failed')
    const passes = all.some(({ status }) => status === 'passed') && report?.every(({ status }) => status === 'passed')
    if (report === null) outcomes[file] = notEnded(seconds)
    else
      outcomes[file] = failed
        ? outcomeOf(failed)
        : { status: passes ? 'passed' : 'failed', message: loadFailure(report) }
  }
  return outcomes
}

const outcomeOf = ({ status, failureMessages }) => {
  return { status, message: String(failureMessages?.[0] ?? '').split('\n')[0] ?? '' }
}

const notEnded = (seconds) => ({ status: 'failed', message: `did not end within ${seconds} s` })

/** Of a file that does not even load. */
const loadFailure = (report) => String(report.find(({ message }) => message)?.message ?? '').split('\n')[0] ?? ''

/** Runs a file of tests; answers vitest's report of it, or null when it had to be ended. */
async function run(folder, file, seconds, environment) {
  const path = join(folder, 'traps-report.json')
  rmSync(path, { force: true })
  const project = file.split('/')[1]
  const tool = ['run', '--root', folder, '--project', project, file, '--reporter=json', `--outputFile.json=${path}`]
  const ran = await captureTool('vitest/vitest.mjs', tool, {
    seconds,
    cwd: folder,
    env: projectEnvironment({ NO_COLOR: '1', ...environment }),
  })
  if (ran.timedOut) return null
  if (!existsSync(path)) throw new Error(`${file} did not run:\n${ran.output.slice(-2000)}`)
  return JSON.parse(readFileSync(path, 'utf8')).testResults
}
