// npm run mutation [-- --seed N --count N --minutes N --only verify]: changes one thing at a time in a copy of the
// checkout, runs the tests that guard it, and says which changes no test noticed. Writes docs/mutation.md.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { applyMutant, mutantsOf, random } from './mutants.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '80' },
    minutes: { type: 'string', default: '60' },
    only: { type: 'string' },
  },
})

/** The parts whose tests must bite, and the tests that guard each. */
const parts = {
  verify: ['tests/cases/levels.test.ts', 'tests/cases/verif', 'tests/cases/values', 'tests/unit/engine'],
  swap: ['tests/cases/targets.test.ts', 'tests/cases/whole-job.test.ts', 'tests/cases/rollback', 'tests/crash'],
  rollback: ['tests/cases/rollback', 'tests/cases/backups.test.ts', 'tests/crash'],
  journal: ['tests/cases/whole-job.test.ts', 'tests/unit/engine', 'tests/cases/backups.test.ts', 'tests/crash'],
}

const copy = mkdtempSync(join(tmpdir(), 'hive-mutation-'))
for (const name of [
  'src-main',
  'src-preload',
  'tests',
  'tools',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]) {
  cpSync(join(root, name), join(copy, name), { recursive: true })
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const all = Object.keys(parts)
  .filter((part) => !values.only || values.only === part)
  .flatMap((part) => filesBelow(join(copy, 'src-main', 'engine', part)).map((file) => ({ part, file })))
  .flatMap(({ part, file }) => mutantsOf(readFileSync(file, 'utf8')).map((mutant) => ({ part, file, mutant })))
const next = random(Number(values.seed))
const chosen = all
  .map((each) => ({ each, order: next() }))
  .sort((a, b) => a.order - b.order)
  .slice(0, Number(values.count))
  .map(({ each }) => each)

const deadline = Date.now() + Number(values.minutes) * 60_000
const results = []
try {
  for (const { part, file, mutant } of chosen) {
    if (Date.now() > deadline) break
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, applyMutant(text, mutant))
    const killed = !passes(parts[part])
    writeFileSync(file, text)
    const place = `${relative(copy, file)}:${mutant.line}`
    results.push({ part, place, what: mutant.what, killed })
    console.log(`${killed ? 'killed  ' : 'SURVIVED'}  ${place}  ${mutant.what}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
report()

function passes(tests) {
  const run = spawnSync(join(root, 'node_modules', '.bin', 'vitest'), ['run', '--bail=1', ...tests], {
    cwd: copy,
    encoding: 'utf8',
    timeout: 240_000,
  })
  return run.status === 0
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function report() {
  const killed = results.filter((result) => result.killed).length
  const score = results.length === 0 ? 0 : Math.round((1000 * killed) / results.length) / 10
  const rows = Object.keys(parts).map((part) => {
    const of = results.filter((result) => result.part === part)
    return `| ${part} | ${of.length} | ${of.filter((result) => result.killed).length} |`
  })
  const survivors = results.filter((result) => !result.killed).map(({ place, what }) => `- \`${place}\`: ${what}`)
  const lines = [
    '# Mutation score',
    '',
    `Made by \`npm run mutation -- --seed ${values.seed} --count ${values.count}\`: ${results.length} of ${all.length} possible`,
    'changes, chosen by the seed; each is tried against the tests that guard its part.',
    '',
    `**${killed} of ${results.length} noticed: ${score} %.**`,
    '',
    '| part | changes | noticed |',
    '|---|---|---|',
    ...rows,
    '',
    '## Not noticed',
    '',
    ...(survivors.length > 0 ? survivors : ['None.']),
    '',
  ]
  if (!values.only) writeFileSync(join(root, 'docs', 'mutation.md'), lines.join('\n'))
  console.log(`${killed} of ${results.length} noticed: ${score} %`)
}
