/**
 * `npm run traps [-- --only T12 --commit HEAD]`: switches off the code for each trap, one at a time, in a copy of the
 * checkout, and shows that the trap's cases then fail. A switch whose case still passes, or whose text is not there any
 * more, makes it end with 1. Cases that are pending show nothing yet and are said to wait.
 */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { captureTool, projectEnvironment, root } from '../lib/project.mjs'
import { makeCheckout } from '../mutation/checkout.mjs'
import { switches } from './switches.mjs'

const { values } = parseArgs({
  options: {
    /** Only the switches of these traps: `T12`. */
    only: { type: 'string', multiple: true },
    /** Take this commit instead of the working tree. */
    commit: { type: 'string' },
    /** A limit for the cases of one switch. */
    seconds: { type: 'string', default: '180' },
  },
})

/** @typedef {{ status: string, message: string }} Outcome */

/**
 * Plays cases in a checkout; answers what became of each.
 * @param {string} folder
 * @param {string[]} cases
 * @returns {Promise<Record<string, Outcome>>}
 */
async function play(folder, cases) {
  const report = join(folder, 'traps-report.json')
  rmSync(report, { force: true })
  const run = await captureTool(
    'vitest/vitest.mjs',
    [
      'run',
      '--root',
      folder,
      '--project',
      'cases',
      'tests/cases/folders.test.ts',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      seconds: Number(values.seconds),
      cwd: folder,
      env: projectEnvironment({ NO_COLOR: '1', HIVE_CASES: cases.join(',') }),
    },
  )
  if (!existsSync(report)) throw new Error(`The cases did not run:\n${run.output.slice(-2000)}`)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults.flatMap((file) => file.assertionResults)
  return Object.fromEntries(
    tests.map((test) => [
      test.title,
      { status: test.status, message: String(test.failureMessages?.[0] ?? '').split('\n')[0] },
    ]),
  )
}

/** Whether a failure says that the changed code does not even run: then it shows nothing. */
const isBroken = (message) => /SyntaxError|Transform failed|is not defined|Cannot find module/.test(message)

/**
 * @param {ReturnType<typeof makeCheckout>} checkout
 * @param {import('./switches.mjs').Switch} entry
 * @param {Record<string, Outcome>} before
 */
async function tryOff(checkout, { file, find, replace, cases }, before) {
  const waiting = cases.filter((name) => before[name]?.status !== 'passed')
  const ready = cases.filter((name) => !waiting.includes(name))
  if (ready.length === 0) {
    const failed = waiting.some((name) => before[name]?.status === 'failed')
    return failed
      ? { verdict: 'FAILS ANYWAY', detail: waiting.join(', ') }
      : { verdict: 'waits', detail: waiting.join(', ') }
  }
  const text = checkout.read(file)
  if (text.split(find).length !== 2) return { verdict: 'NOT THERE', detail: `${file}: ${find.split('\n')[0]}` }
  checkout.write(
    file,
    text.replace(find, () => replace),
  )
  try {
    const after = await play(checkout.folder, ready)
    const silent = ready.filter((name) => after[name]?.status !== 'failed')
    const messages = ready.map((name) => after[name]?.message ?? '')
    const broken = messages.find(isBroken)
    if (silent.length > 0) return { verdict: 'NOT NOTICED', detail: silent.join(', ') }
    if (broken) return { verdict: 'BROKEN', detail: broken }
    return { verdict: 'shown', detail: (messages[0] ?? '').slice(0, 90) }
  } finally {
    checkout.write(file, text)
  }
}

const wanted = switches.filter(({ trap }) => !values.only || values.only.includes(trap))
const checkout = makeCheckout(values.commit)
try {
  cpSync(join(root, 'vitest.config.ts'), join(checkout.folder, 'vitest.config.ts'))
  const before = await play(checkout.folder, [...new Set(wanted.flatMap(({ cases }) => cases))])
  let wrong = 0
  for (const entry of wanted) {
    const { verdict, detail } = await tryOff(checkout, entry, before)
    if (verdict !== 'shown' && verdict !== 'waits') wrong++
    console.log(
      `${entry.trap.padEnd(20)} ${verdict.padEnd(13)} ${entry.what} (${entry.cases.join(', ')})\n${' '.repeat(35)}${detail}`,
    )
  }
  console.log(`${wanted.length} switches, ${wrong} that show nothing`)
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  checkout.remove()
}
