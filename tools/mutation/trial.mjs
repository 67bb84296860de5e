/** Tries one mutant: runs the tests that reach it, and sees whether one of them fails. */
import { applyMutant } from './mutants.mjs'

/** What a test file costs beside its tests, in ms: a process, its imports and hooks. */
const fileCost = 800

/**
 * The tests to run for a place, as far as `seconds` of them go: the quickest files first.
 * @param {Map<string, import('./coverage.mjs').Covered>} coverage
 * @param {string} place
 * @param {number} seconds
 * @param {Set<string>} unfit tests that cannot be run alone, as `file > name`
 */
export function testsFor(coverage, place, seconds, unfit) {
  const files = [...coverage].flatMap(([file, { tests, hits }]) => {
    const names = hits[place]
    if (!names) return []
    const reach = tests
      .filter(({ name }) => (names.includes('') || names.includes(name)) && !unfit.has(`${file} > ${name}`))
      .sort((a, b) => a.ms - b.ms)
    const cost = fileCost + reach.reduce((sum, { ms }) => sum + ms, 0)
    return reach.length === 0 ? [] : [{ file, reach, cost }]
  })
  files.sort((a, b) => a.cost - b.cost)
  const chosen = []
  let left = seconds * 1000
  for (const { file, reach } of files) {
    if (left <= fileCost) break
    left -= fileCost
    const names = []
    for (const { name, ms } of reach) {
      if (ms > left) break
      left -= ms
      names.push(name)
    }
    if (names.length > 0) chosen.push({ file, names })
  }
  return { chosen, all: files.length, estimated: seconds - left / 1000 }
}

/**
 * A lane that tries mutants one after the other in a checkout of its own.
 * @param {ReturnType<typeof import('./checkout.mjs').makeCheckout>} checkout
 * @param {Map<string, import('./coverage.mjs').Covered>} coverage
 * @param {{ seconds: number, deadline: number, kills: Map<string, number>, sound: Map<string, boolean> }} shared `deadline`:
 * a trial that is not over by then is cut off and says nothing; `kills`: how often each test file
 * noticed a mutant (asked first); `sound`: whether a test passes alone on the unchanged program
 */
export function makeLane(checkout, coverage, { seconds, deadline, kills, sound }) {
  const unfit = new Set()

  /** A test that fails with a mutant says nothing unless it passes without it. */
  async function isSound({ file, name }) {
    const key = `${file} > ${name}`
    if (!sound.has(key)) {
      const { ok } = await checkout.run({ files: [file], ...(name === '' ? {} : { names: [name] }) }, 180)
      sound.set(key, ok)
    }
    return sound.get(key)
  }

  async function attempt({ file, place, mutant }) {
    const { chosen, estimated } = testsFor(coverage, place, seconds, unfit)
    if (chosen.length === 0) return { outcome: 'not reached', by: null }
    const sorted = [...chosen].sort((a, b) => (kills.get(b.file) ?? 0) - (kills.get(a.file) ?? 0))
    const order = {
      files: sorted.map((each) => each.file),
      names: [...new Set(sorted.flatMap(({ names }) => names))],
      bail: 1,
    }
    const text = checkout.read(file)
    checkout.write(file, applyMutant(text, mutant))
    let run
    try {
      run = await checkout.run(order, Math.min(60 + 4 * estimated, Math.max(1, (deadline - Date.now()) / 1000)))
    } finally {
      checkout.write(file, text)
    }
    if (run.timedOut) return { outcome: Date.now() < deadline ? 'timeout' : 'cut off', by: null }
    if (run.ok) return { outcome: 'survived', by: null }
    const failed = run.ran.find(({ passed }) => !passed)
    if (!failed) throw new Error(`The tests of ${place} ended without a failed one: ${run.output.slice(-2000)}`)
    if (await isSound(failed)) {
      kills.set(failed.file, (kills.get(failed.file) ?? 0) + 1)
      return { outcome: 'killed', by: `${failed.file} > ${failed.name}` }
    }
    if (failed.name === '') throw new Error(`${failed.file} fails on the unchanged program`)
    unfit.add(`${failed.file} > ${failed.name}`)
    return attempt({ file, place, mutant })
  }
  return attempt
}
