/**
 * `npm run traps [-- --only T12 --commit HEAD --page]`: switches off the code for each trap, one at a time, in a copy of the
 * checkout, and shows that the trap's cases then fail. A switch whose case still passes, or whose text is not there any
 * more, makes it end with 1. Cases that are pending show nothing yet and are said to wait. `--page` writes what was shown
 * of a commit to docs/traps.md.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../lib/project.mjs'
import { makeCheckout } from '../mutation/checkout.mjs'
import { play } from './play.mjs'
import { withTable } from './page.mjs'
import { switches } from './switches.mjs'

const { values } = parseArgs({
  options: {
    /** Only the switches of these traps: `T12`. */
    only: { type: 'string', multiple: true },
    /** Take this commit instead of the working tree. */
    commit: { type: 'string' },
    /** Write the table of docs/traps.md; of a whole run on one commit only. */
    page: { type: 'boolean', default: false },
    /** A limit for the cases of one switch. */
    seconds: { type: 'string', default: '180' },
  },
})
if (values.page && (!values.commit || values.only)) throw new Error('--page needs --commit, and all switches')

/** Whether a failure says that the changed code does not even run: then it shows nothing. */
const isBroken = (message) => /SyntaxError|Transform failed|is not defined|Cannot find module/.test(message)

/**
 * @typedef {{ verdict: string, detail: string }} Shown
 * @param {ReturnType<typeof makeCheckout>} checkout
 * @param {import('./switches.mjs').Switch} entry
 * @param {Record<string, import('./play.mjs').Outcome>} before
 * @returns {Promise<Shown>}
 */
async function tryOff(checkout, { file, find, replace, cases = [], tests = [], seconds }, before) {
  const all = [...cases, ...tests]
  const failing = all.filter((name) => before[name]?.status === 'failed')
  if (failing.length > 0) return { verdict: 'FAILS ANYWAY', detail: failing.join(', ') }
  const ready = all.filter((name) => before[name]?.status === 'passed')
  if (ready.length === 0) return { verdict: 'waits', detail: all.join(', ') }
  const text = checkout.read(file)
  if (text.split(find).length !== 2) return { verdict: 'NOT THERE', detail: `${file}: ${find.split('\n')[0]}` }
  checkout.write(
    file,
    text.replace(find, () => replace),
  )
  try {
    const isReady = (name) => ready.includes(name)
    const after = await play(
      checkout.folder,
      cases.filter(isReady),
      tests.filter(isReady),
      seconds ?? Number(values.seconds),
    )
    const silent = ready.filter((name) => after[name]?.status !== 'failed')
    const messages = ready.map((name) => after[name]?.message ?? '')
    const broken = messages.find(isBroken)
    if (silent.length > 0) return { verdict: 'NOT NOTICED', detail: silent.join(', ') }
    if (broken) return { verdict: 'BROKEN', detail: broken }
    return { verdict: 'shown', detail: messages[0] ?? '' }
  } finally {
    checkout.write(file, text)
  }
}

const started = Date.now()
const wanted = switches.filter(({ trap }) => !values.only || values.only.includes(trap))
const checkout = makeCheckout(values.commit)
try {
  if (!values.commit) cpSync(join(root, 'vitest.config.ts'), join(checkout.folder, 'vitest.config.ts'))
  else writeFileSync(join(checkout.folder, 'vitest.config.ts'), ofCommit('vitest.config.ts'))
  const cases = [...new Set(wanted.flatMap((entry) => entry.cases ?? []))]
  const tests = [...new Set(wanted.flatMap((entry) => entry.tests ?? []))]
  const before = await play(checkout.folder, cases, tests, 20 * Number(values.seconds))
  const rows = []
  for (const entry of wanted) {
    const shown = await tryOff(checkout, entry, before)
    rows.push({ entry, ...shown })
    const names = [...(entry.cases ?? []), ...(entry.tests ?? [])].join(', ')
    const detail = shown.detail.replaceAll(/\/\S*\/hive-(case|world)-\w+/g, '').slice(0, 110)
    console.log(
      `${entry.trap.padEnd(20)} ${shown.verdict.padEnd(13)} ${entry.what} (${names})\n${' '.repeat(35)}${detail}`,
    )
  }
  const wrong = rows.filter(({ verdict }) => verdict !== 'shown' && verdict !== 'waits').length
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`${rows.length} switches, ${wrong} that show nothing, ${cases.length} cases, ${seconds} s`)
  if (values.page) {
    const page = join(root, 'docs/traps.md')
    writeFileSync(page, withTable(readFileSync(page, 'utf8'), rows, commitOf(values.commit)))
  }
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  checkout.remove()
}

function ofCommit(file) {
  return execFileSync('git', ['show', `${values.commit}:${file}`], { cwd: root })
}

function commitOf(name) {
  return execFileSync('git', ['rev-parse', '--short=7', name], { cwd: root, encoding: 'utf8' }).trim()
}
