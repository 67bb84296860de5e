#!/usr/bin/env node
/**
 * `npm run scale`: makes installs of 0.1, 1 and 10 GB and migrates them, samples the memory of all processes over each run,
 * cuts one run off at 90 % and resumes it, and looks how soon a user sees something. Prints the figures, keeps them in
 * .cache/bench/scale.json and writes them into docs/performance.md. Options: `--size 0.1,1,10` (GB), `--cut 1` (the size
 * that is cut off; 0: none), `--runs N` (medians up to 1 GB), `--keep` (the generated installs stay), `--no-page`.
 */
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { isModern, findNode24 } from '../lib/node24.mjs'
import { runProgram } from '../lib/project.mjs'

/** Bytes of text a conversation: as in the trial of traps.md, 30 kB a conversation on the disk. */
const textBytes = 30_000
const bytesPerConversation = 32_000
/** Bytes on the disk for each byte of source at the worst moment: source, backup, new database, sorter. */
const roomFactor = 5

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '0.1,1,10' },
      cut: { type: 'string', default: '1' },
      runs: { type: 'string', default: '3' },
      keep: { type: 'boolean', default: false },
      'no-page': { type: 'boolean', default: false },
    },
  })
  await main(values)
}

async function main(values) {
  const { buildMeasured, cache, loadBench } = await import('./load.mjs')
  const { homeOf } = await import('./homes.mjs')
  const { fillPageCache, measureRun, measureCut, measureLook } = await import('./scale-runs.mjs')
  const { scaleReport } = await import('./scale-page.mjs')
  const { writeSection } = await import('./page.mjs')
  const bench = await loadBench()
  const built = await buildMeasured()
  mkdirSync(cache, { recursive: true })
  /** @type {import('./scale-page.mjs').Scale} */
  const scale = {
    measuredAt: new Date().toISOString(),
    command: `npm run scale${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
    machine: bench.machine(cache),
    runs: [],
    cut: null,
  }
  for (const gigabytes of values.size.split(',').map(Number)) {
    const bytes = gigabytes * 1e9
    const { bavail, bsize } = statfsSync(cache)
    if (bavail * bsize < bytes * roomFactor) {
      console.log(`${gigabytes} GB: left out, for ${((bytes * roomFactor) / 1e9).toFixed(0)} GB of disk are not free.`)
      continue
    }
    const home = await homeOf(bench, Math.round(bytes / bytesPerConversation), textBytes)
    try {
      console.log(`${gigabytes} GB (${home.conversations.toLocaleString('en')} conversations)`)
      const look = await measureLook(bench, built, home)
      const times = gigabytes <= 1 ? Number(values.runs) : 1
      const runs = []
      for (let run = 0; run < times; run++) {
        await fillPageCache(cache, home)
        runs.push(await measureRun(bench, built, home))
      }
      runs.sort((a, b) => a.ms - b.ms)
      scale.runs.push({ gigabytes, bytes: home.bytes, ...runs[Math.floor(runs.length / 2)], ...look })
      if (gigabytes === Number(values.cut)) scale.cut = await measureCut(bench, built, home)
    } finally {
      if (!values.keep && gigabytes >= 1) rmSync(home.home, { recursive: true, force: true })
    }
  }
  rmSync(join(cache, 'other-content'), { force: true })
  writeFileSync(join(cache, 'scale.json'), `${JSON.stringify(scale, null, 2)}\n`)
  const lines = scaleReport(scale)
  console.log(`\n${lines.join('\n')}`)
  if (!values['no-page']) await writeSection('scale', lines)
}
