#!/usr/bin/env node
/**
 * Takes the README's pictures anew: runs the specs that do what they show, in the real app on the host that is
 * there, and keeps what was photographed on the way. Also the user guide's.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from './lib/node24.mjs'
import { root, runProgram } from './lib/project.mjs'
import { ensureBuilt } from './lib/setup.mjs'
import { runPlaywright } from './test/runners.mjs'

/** What docs/images holds: of the README in both themes, of the user guide in one. */
const both = ['home', 'plan', 'done', 'backups']
const light = [
  ...['check', 'plan-choices', 'verify', 'report', 'history', 'roll-back'],
  ...['look-list', 'look-conversation', 'damaged-check', 'live-test', 'performance'],
]
const kept = [
  ...both.flatMap((step) => [`${step}-light.png`, `${step}-dark.png`]),
  ...light.map((step) => `${step}-light.png`),
]
const specs = ['migrate', 'choices', 'look', 'salvage', 'trials'].map((name) => `tests/e2e/${name}.spec.ts`)

async function main() {
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)
  const taken = mkdtempSync(join(tmpdir(), 'hive-pictures-'))
  try {
    const run = await runPlaywright({
      name: 'pictures',
      specs,
      env: { HIVE_PICTURES: taken },
    })
    if (run.failed > 0 || run.passed === 0) throw new Error(`The spec failed:\n${run.output}`)
    const images = join(root, 'docs/images')
    mkdirSync(images, { recursive: true })
    // One folder, named after the host.
    const [host = ''] = readdirSync(taken)
    for (const name of kept) {
      copyFileSync(join(taken, host, name), join(images, name))
      console.log(`docs/images/${name}`)
    }
    console.log(`Taken ${run.detail}.`)
  } finally {
    rmSync(taken, { recursive: true, force: true })
  }
}

if (isModern()) await main()
else process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url)])
