import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The engine's host as the product packs it, whose own thread it also is; `remove` takes it away. */
export async function threadScript(): Promise<{ file: URL; remove(): void }> {
  // Beside node_modules, where the script finds better-sqlite3.
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache', 'thread-'))
  await build({
    ...{ configFile: false, root, logLevel: 'error' },
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: folder, emptyOutDir: false, copyPublicDir: false, target: 'node22', minify: false },
      rolldownOptions: {
        input: join(root, 'src-main/engine-process/host.ts'),
        output: { format: 'es', entryFileNames: 'host.mjs', codeSplitting: false },
      },
    },
  })
  return {
    file: pathToFileURL(join(folder, 'host.mjs')),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
