#!/usr/bin/env node
/**
 * `npm run bench`: our whole safe migration beside four other ways to move the same data, in one run, in turn. Prints the
 * figures, keeps them in .cache/bench/results.json and writes them into docs/performance.md. Options: `--sizes
 * 100,1000,10000,100000`, `--runs N`, `--minutes N` (no further runs after that; each approach has at least one), `--only
 * a,b,c,d`, `--text-bytes N`, `--no-page`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { isModern, findNode24 } from '../lib/node24.mjs'
import { runProgram } from '../lib/project.mjs'

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '100,1000,10000,100000' },
      runs: { type: 'string', default: '5' },
      minutes: { type: 'string', default: '90' },
      only: { type: 'string', default: 'a,b,c,d' },
      'text-bytes': { type: 'string', default: '5000' },
      'no-page': { type: 'boolean', default: false },
    },
  })
  await main(values)
}

async function main(values) {
  const { buildMeasured, cache, loadBench } = await import('./load.mjs')
  const { homeOf } = await import('./homes.mjs')
  const { measureSize } = await import('./measure.mjs')
  const { measureMemory } = await import('./memory.mjs')
  const { report, writeSection } = await import('./page.mjs')
  const bench = await loadBench()
  const built = await buildMeasured()
  mkdirSync(cache, { recursive: true })
  const deadline = Date.now() + Number(values.minutes) * 60_000
  const only = values.only.split(',').filter((name) => name !== 'c' || bench.hasSqlite3())
  const textBytes = Number(values['text-bytes'])
  /** @type {import('./page.mjs').Results} */
  const results = {
    measuredAt: new Date().toISOString(),
    command: `npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
    machine: bench.machine(cache),
    textBytes,
    sizes: [],
    memory: null,
  }
  /** @type {Record<string, number>} */
  let expected = {}
  for (const conversations of values.sizes.split(',').map(Number)) {
    const home = await homeOf(bench, conversations, textBytes)
    console.log(`${conversations.toLocaleString('en')} conversations, ${(home.bytes / 1e6).toFixed(1)} MB`)
    const figures = await measureSize(bench, built, home, { runs: Number(values.runs), only, expected, deadline })
    results.sizes.push({ conversations, bytes: home.bytes, figures })
    // Ten times the data takes ten times as long at least.
    const next = Number(values.sizes.split(',')[results.sizes.length] ?? 0) / conversations
    expected = Object.fromEntries(Object.entries(figures).map(([name, { ms }]) => [name, ms * next]))
    if (conversations === 10_000 || results.sizes.length === values.sizes.split(',').length) {
      results.memory ??= await measureMemory(bench, built, home)
    }
  }
  writeFileSync(join(cache, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
  console.log(`\n${report(results).join('\n')}`)
  if (!values['no-page']) await writeSection('bench', report(results))
}
