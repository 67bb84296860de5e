/** The process that measures, as the product packs it; and one that only says that all is well. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Builds `src-main/engine-process/bench-worker.ts` into the cache of this checkout, where its imports resolve. */
export async function benchWorker(): Promise<{ file: string; remove(): void }> {
  const folder = temporary()
  await build({
    ...{ configFile: false, root, logLevel: 'error' },
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: folder, emptyOutDir: false, copyPublicDir: false, target: 'node22', minify: false },
      rolldownOptions: {
        input: join(root, 'src-main/engine-process/bench-worker.ts'),
        output: { format: 'es', entryFileNames: 'worker.mjs', codeSplitting: false },
      },
    },
  })
  return { file: join(folder, 'worker.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A process that does nothing and answers every job with `answer`: a scenario that believes it proves nothing. */
export function lyingWorker(answer: object): { file: string; remove(): void } {
  const folder = temporary()
  const file = join(folder, 'worker.mjs')
  writeFileSync(
    file,
    `process.on('disconnect', () => process.exit())
    process.once('message', () => process.send({ type: 'done', answer: ${JSON.stringify(answer)}, ms: 1, peakResidentBytes: 1 },
      undefined, undefined, () => process.disconnect()))
    process.send({ type: 'ready', residentBytes: 1 })`,
  )
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function temporary(): string {
  mkdirSync(join(root, '.cache'), { recursive: true })
  return mkdtempSync(join(root, '.cache', 'bench-worker-'))
}
