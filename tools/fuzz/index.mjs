#!/usr/bin/env node
/**
 * `npm run fuzz [-- --count 500 --seed 1 --first 0 --workers 2 --verbose --write docs/fuzzing.md]`: damaged sources against
 * the engine. The program is TypeScript in tests/fuzz; it is bundled into the cache and run by Node 24.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findNode24 } from '../lib/node24.mjs'
import { root } from '../lib/project.mjs'

mkdirSync(join(root, '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, '.cache', 'fuzz-'))
try {
  const { build } = await import('vite')
  await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['better-sqlite3', 'vite'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: folder, emptyOutDir: false, copyPublicDir: false, target: 'node22', minify: false },
      rolldownOptions: {
        input: join(root, 'tests/fuzz/main.ts'),
        output: { format: 'es', entryFileNames: 'main.mjs', codeSplitting: false },
      },
    },
  })
  const { status } = spawnSync(findNode24(), [join(folder, 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
