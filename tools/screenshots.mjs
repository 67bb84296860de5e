#!/usr/bin/env node
/**
 * Takes the README's pictures anew: runs the spec that does the whole job, in the real app on the host that is there, and
 * keeps what it photographed on the way.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from './lib/node24.mjs'
import { root, runProgram } from './lib/project.mjs'
import { ensureBuilt } from './lib/setup.mjs'
import { runPlaywright } from './test/runners.mjs'

/** What docs/images holds, each in both themes. */
const kept = ['home', 'plan', 'done', 'backups']

async function main() {
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)
  const taken = mkdtempSync(join(tmpdir(), 'hive-pictures-'))
  try {
    const run = await runPlaywright({
      name: 'pictures',
      specs: ['tests/e2e/migrate.spec.ts'],
      env: { HIVE_PICTURES: taken },
    })
    if (run.failed > 0 || run.passed === 0) throw new Error(`The spec failed:\n${run.output}`)
    const images = join(root, 'docs/images')
    mkdirSync(images, { recursive: true })
    // One folder, named after the host.
    const [host = ''] = readdirSync(taken)
    for (const name of kept.flatMap((step) => [`${step}-light.png`, `${step}-dark.png`])) {
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
