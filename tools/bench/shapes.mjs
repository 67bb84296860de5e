#!/usr/bin/env node
/**
 * `node tools/bench/shapes.mjs`: how many rows a second the unified database (S-A, 31 tables) migrates at, beside the
 * knowledge database (S-B) of the same conversations. Whole migrations, in turn; medians. Options: `--conversations 10000`,
 * `--runs 3`, `--text-bytes 5000`. Fails when S-A is slower than half of S-B (issue 6).
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { isModern, findNode24 } from '../lib/node24.mjs'
import { root, runProgram } from '../lib/project.mjs'

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const { values } = parseArgs({
    options: {
      conversations: { type: 'string', default: '10000' },
      runs: { type: 'string', default: '3' },
      'text-bytes': { type: 'string', default: '5000' },
    },
  })
  await main(values)
}

async function main(values) {
  const { buildMeasured, loadBench } = await import('./load.mjs')
  const { homeOf } = await import('./homes.mjs')
  const bench = await loadBench()
  const { command } = await buildMeasured()
  const knowledge = await homeOf(bench, Number(values.conversations), Number(values['text-bytes']))
  const homes = { 'S-B': knowledge.source, 'S-A': await unifiedOf(knowledge) }
  /** @type {Record<string, { rows: number, ms: number, timings: Record<string, number> }[]>} */
  const taken = { 'S-B': [], 'S-A': [] }
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [shape, source] of Object.entries(homes)) taken[shape]?.push(await migrate(command, source))
  }
  const speeds = Object.entries(taken).map(([shape, runs]) => {
    const [first] = runs
    if (!first) throw new Error('At least one run is needed')
    const speed = bench.median(runs.map(({ rows, ms }) => (rows / ms) * 1000))
    const times = runs.map(({ ms }) => `${(ms / 1000).toFixed(2)} s`).join(', ')
    const size = (statSync(homes[shape]).size / 1e6).toFixed(0)
    console.log(`${shape}: ${Math.round(speed).toLocaleString('en')} rows/s (${first.rows} rows, ${size} MB; ${times})`)
    console.log(`     ${JSON.stringify(first.timings)}`)
    return speed
  })
  const [slow = 0, fast = 0] = [speeds[1], speeds[0]]
  const share = slow / fast
  console.log(`S-A migrates at ${share.toFixed(2)} of S-B's rows per second; at least 0.50 is asked for.`)
  process.exitCode = share >= 0.5 ? 0 : 1
}

/** The same conversations as a unified database, made beside the install they come from. */
async function unifiedOf({ home, source }) {
  const path = join(home, 'unified.db')
  if (existsSync(path)) return path
  const { runnerImport } = await import('vite')
  const { module: shape } = await runnerImport(join(root, 'tests/support/case/shapes/s-a.ts'), {
    root,
    configFile: false,
  })
  const { default: Database } = await import('better-sqlite3')
  const made = `${path}.part`
  rmSync(made, { force: true })
  const [from, to] = [new Database(source, { readonly: true }), new Database(made)]
  to.pragma('foreign_keys = OFF')
  to.pragma('synchronous = OFF')
  for (const sql of shape.unified({ count: 0 })) to.exec(sql)
  const talks = from.prepare(
    `SELECT id, question, final_answer AS answer, source_of_truth AS truth, 'made up' AS topic,
       coalesce(created_at, '2025-01-01 00:00:00') AS created, coalesce(last_updated, '2025-01-01 00:00:00') AS updated
     FROM conversations`,
  )
  to.exec('BEGIN')
  for (const talk of talks.iterate()) to.exec(shape.unifiedRows(talk).join(';\n'))
  to.exec('COMMIT')
  for (const db of [from, to]) db.close()
  cpSync(made, path)
  rmSync(made)
  return path
}

/** One whole migration of one database, in a home of its own that is gone afterwards. */
async function migrate(command, source) {
  const { inFolder } = await import('./approaches.mjs')
  return inFolder((folder) => {
    const home = join(folder, 'home')
    mkdirSync(join(home, '.hive-ai'), { recursive: true })
    cpSync(source, join(home, '.hive-ai', 'hive-ai-knowledge.db'))
    const run = spawnSync(findNode24(), [command, 'quick', '--home', home, '--json', '--yes'], {
      env: { ...process.env, HIVE_MIGRATE_HOME: join(folder, 'state') },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (run.status !== 0) throw new Error(`The migration ended with ${run.status}: ${run.stderr}${run.stdout}`)
    const { totals, timings } = JSON.parse(run.stdout)
    return { rows: totals.read, ms: timings.totalMs, timings }
  })
}
