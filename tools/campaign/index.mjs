#!/usr/bin/env node
/**
 * `npm run campaign`: every fault point of every scenario with every death, every request to the system refused, deaths
 * on top of deaths, and kills at random moments until each phase has its share. Writes what it counted to
 * docs/reliability.md. Options: `--only points,operations,pairs,moments,outside`, `--minutes N` (stops then, and says so),
 * `--seed N`, `--kills N`, `--pairs N`, `--no-page`.
 */
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { isModern, findNode24 } from '../lib/node24.mjs'
import { runProgram } from '../lib/project.mjs'

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: 'points,operations,pairs,moments,outside' },
      minutes: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '1000' },
      pairs: { type: 'string', default: '400' },
      'no-page': { type: 'boolean', default: false },
    },
  })
  const { runCampaign } = await import('./run.mjs')
  const tally = await runCampaign({
    kinds: values.only.split(','),
    deadline: Date.now() + Number(values.minutes) * 60_000,
    seed: Number(values.seed),
    kills: Number(values.kills),
    pairs: Number(values.pairs),
  })
  if (!values['no-page']) {
    const { writePage } = await import('./page.mjs')
    writePage(tally, `npm run campaign${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`)
  }
  process.exitCode = tally.violations.length > 0 || tally.cutOff ? 1 : 0
}
