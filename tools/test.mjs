#!/usr/bin/env node
/**
 * `npm test [-- step ...]`: everything that has to hold, each step with its own line, the sum in the last. Needs only
 * Node 20 and npm: what is missing is installed and built first. The build comes before the tests because those of the
 * command line and of the crashes run the built program.
 */
import { checkLint } from './test/lint.mjs'
import { checkTypes } from './test/types.mjs'
import { checkBuild, checkPackage, runPlaywright, runVitest } from './test/runners.mjs'
import { ensureInstalled } from './lib/setup.mjs'

/** A step resolves to its counts and, for what failed, to `output`; it never throws for a failing test. */
const steps = {
  types: checkTypes,
  lint: checkLint,
  build: checkBuild,
  tooling: () => runVitest('tooling', { seconds: 180 }),
  unit: () => runVitest('unit', { seconds: 300 }),
  cases: () => runVitest('cases', { seconds: 400 }),
  crash: () => runVitest('crash', { seconds: 400 }),
  e2e: runPlaywright,
  package: checkPackage,
}
/** What needs nothing of each other, nor a build: begun at once, told in their turn. */
const together = ['types', 'lint']
const needBuild = ['tooling', 'unit', 'cases', 'crash', 'e2e', 'package']

const counts = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

async function runStep(name) {
  const started = Date.now()
  let result
  try {
    result = await steps[name]()
  } catch (error) {
    result = { passed: 0, failed: 1, skipped: 0, output: error.stack }
  }
  return { ...result, seconds: ((Date.now() - started) / 1000).toFixed(1) }
}

function tell(name, result) {
  if (result.failed > 0 && result.output) console.log(result.output.trimEnd())
  console.log(`${name.padEnd(8)} ${counts(result)}${result.detail ? ` (${result.detail})` : ''} [${result.seconds} s]`)
}

async function test(chosen) {
  const unknown = chosen.filter((name) => !(name in steps))
  if (unknown.length > 0) throw new Error(`No step ${unknown.join(', ')}; there are: ${Object.keys(steps).join(', ')}`)
  ensureInstalled()
  const wanted = new Set(chosen.length > 0 ? chosen : Object.keys(steps))
  if (needBuild.some((name) => wanted.has(name))) wanted.add('build')

  const total = { passed: 0, failed: 0, skipped: 0 }
  const begun = new Map(together.filter((name) => wanted.has(name)).map((name) => [name, runStep(name)]))
  let built = true
  for (const name of Object.keys(steps).filter((step) => wanted.has(step))) {
    if (!built && needBuild.includes(name)) {
      console.log(`${name.padEnd(8)} not run: the build failed`)
      total.failed += 1
      continue
    }
    const result = await (begun.get(name) ?? runStep(name))
    tell(name, result)
    if (name === 'build') built = result.failed === 0
    for (const key of Object.keys(total)) total[key] += result[key]
  }
  console.log(counts(total))
  return total.failed === 0 ? 0 : 1
}

try {
  process.exitCode = await test(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
