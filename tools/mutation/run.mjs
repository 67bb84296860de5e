/**
 * `npm run mutation [-- --seed N --count N --only verify --at verify/ranges.ts:40]`: changes one thing at a time in a copy
 * of the checkout, runs the tests that reach it, and says which changes no test noticed. Writes docs/mutation.md.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../lib/project.mjs'
import { makeCheckout } from './checkout.mjs'
import { coverageOf, placeOf } from './coverage.mjs'
import { mutantsOf, random } from './mutants.mjs'
import { noticed, page, summary } from './page.mjs'
import { makeLane } from './trial.mjs'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Of all parts together: the same number of each. */
    count: { type: 'string', default: '100' },
    /** A limit for the whole; what was not tried by then is not counted. */
    minutes: { type: 'string', default: '60' },
    /** A limit for the tests of one mutant, by how long they took before. */
    seconds: { type: 'string', default: '60' },
    lanes: { type: 'string', default: '2' },
    /** Which folders of tests may notice something; fewer can only lower the score. */
    tests: { type: 'string', default: 'unit,cases,crash' },
    /** Take this commit instead of the working tree. */
    commit: { type: 'string' },
    only: { type: 'string' },
    /** Try only what the last run with this seed did not notice: with more `--seconds`, say. */
    again: { type: 'boolean', default: false },
    /** Every mutant whose place ends so, instead of some by the seed. */
    at: { type: 'string', multiple: true },
  },
})

const parts = ['verify', 'swap', 'rollback', 'journal'].filter((part) => !values.only || values.only === part)
const say = (text) => console.log(text)
const started = Date.now()
const resultsFile = join(root, '.cache/mutation', `results-${values.seed}.json`)
const deadline = started + Number(values.minutes) * 60_000
const checkouts = Array.from({ length: Number(values.lanes) }, () => makeCheckout(values.commit))
try {
  await main(checkouts)
} finally {
  for (const checkout of checkouts) checkout.remove()
}

/** @param {ReturnType<typeof makeCheckout>[]} checkouts */
async function main(checkouts) {
  const [first] = checkouts
  if (!first) throw new Error('--lanes must be 1 at least')
  const sources = parts.flatMap((part) => first.list(`src-main/engine/${part}`, '.ts'))
  const mutants = new Map(
    ['verify', 'swap', 'rollback', 'journal']
      .flatMap((part) => first.list(`src-main/engine/${part}`, '.ts'))
      .map((file) => [file, mutantsOf(first.read(file))]),
  )
  const all = sources.flatMap((file) =>
    (mutants.get(file) ?? []).map((mutant, index) => {
      const part = file.split('/')[2]
      return { part, file, mutant, place: placeOf(file, index), at: `${file}:${mutant.line}` }
    }),
  )
  // Those of the command line run the built program, which a change of the sources does not reach.
  const tests = values.tests
    .split(',')
    .flatMap((folder) => first.list(`tests/${folder}`, '.test.ts'))
    .filter((file) => !file.includes('/cli-'))
  const coverage = await coverageOf(first, mutants, tests, {
    ...{ commit: values.commit, workers: checkouts.length, deadline, say },
  })
  const chosen = choose(all)
  const before = values.again ? JSON.parse(readFileSync(resultsFile, 'utf8')).filter(noticed) : []
  const isNoticed = ({ place }) => before.some((each) => each.place === place)
  const results = before.filter(({ place }) => chosen.some((each) => each.place === place))
  const waiting = chosen.filter((each) => !isNoticed(each))
  const shared = { seconds: Number(values.seconds), deadline, kills: new Map(), sound: new Map() }
  await Promise.all(
    checkouts.map(async (checkout) => {
      const attempt = makeLane(checkout, coverage, shared)
      for (let each = waiting.shift(); each && Date.now() < deadline; each = waiting.shift()) {
        const began = Date.now()
        const { outcome, by } = await attempt(each)
        if (outcome === 'cut off') break
        results.push({ ...each, what: each.mutant.what, outcome, by })
        const seconds = ((Date.now() - began) / 1000).toFixed(1)
        say(`${outcome.padEnd(11)} ${each.at}  ${each.mutant.what}  [${seconds} s${by ? `, ${by}` : ''}]`)
      }
    }),
  )
  if (results.length === 0) {
    say('The time was up before anything was tried: what the last run found stays.')
    return
  }
  const totals = Object.fromEntries(parts.map((part) => [part, all.filter((each) => each.part === part).length]))
  say(summary(results))
  mkdirSync(dirname(resultsFile), { recursive: true })
  writeFileSync(resultsFile, JSON.stringify(results))
  if (values.only || values.at) return
  const commit = execFileSync('git', ['rev-parse', '--short', values.commit ?? 'HEAD'], { cwd: root, encoding: 'utf8' })
  const minutes = Math.round((Date.now() - started) / 60_000)
  const about = { ...values, commit: commit.trim(), minutes, totals }
  writeFileSync(join(root, 'docs', 'mutation.md'), page(results, about))
}

/** The same number of every part, by the seed; `--at` asks for places by name. */
function choose(all) {
  const { at: places } = values
  if (places) return all.filter(({ at }) => places.some((end) => at.endsWith(end) || at.includes(`${end}:`)))
  const next = random(Number(values.seed))
  const mixed = all
    .map((each) => ({ each, turn: next() }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ each }) => each)
  const ofEach = Math.ceil(Number(values.count) / parts.length)
  const chosen = parts.map((part) => mixed.filter((each) => each.part === part).slice(0, ofEach))
  // In turns, so that a run that is cut off has tried as much of every part.
  return Array.from({ length: ofEach }, (_, turn) => chosen.flatMap((of) => of[turn] ?? [])).flat()
}
