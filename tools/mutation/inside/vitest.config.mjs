/** How vitest runs in a copy of the checkout: the files and tests that the order names, in its sequence. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const { files, names, bail, workers, setup } = JSON.parse(readFileSync(process.env.HIVE_MUTATION_ORDER ?? '', 'utf8'))
const place = (path) => files.findIndex((file) => path.endsWith(`/${file}`))

class InOrder {
  sort(specifications) {
    return [...specifications].sort((a, b) => place(a.moduleId) - place(b.moduleId))
  }
  shard(specifications) {
    return specifications
  }
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

export default defineConfig({
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  test: {
    pool: 'forks',
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: files,
    bail,
    maxWorkers: workers,
    setupFiles: setup ? [fileURLToPath(new URL('name-tests.mjs', import.meta.url))] : [],
    sequence: { sequencer: InOrder },
    ...(names ? { testNamePattern: new RegExp(`^(${names.map(escaped).join('|')})$`) } : {}),
  },
})
