/** The built app with an engine that stops at a place (dying-host.ts): the same files, but one. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { FaultPoint } from '../../../src-main/engine/faults.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type DyingApp = { dir: string; remove(): void }

/** Makes it below this checkout, where its imports resolve. */
export async function buildDyingApp(): Promise<DyingApp> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const dir = mkdtempSync(join(root, '.cache', 'dying-'))
  cpSync(join(root, 'package.json'), join(dir, 'package.json'))
  cpSync(join(root, 'out'), join(dir, 'out'), { recursive: true })
  await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: join(dir, 'out', 'main'), emptyOutDir: false, copyPublicDir: false },
      ...{ target: 'node22', minify: false },
      rolldownOptions: {
        input: fileURLToPath(new URL('dying-host.ts', import.meta.url)),
        output: { format: 'es', entryFileNames: 'engine-host.js', codeSplitting: false },
      },
    },
  })
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** What tells the engine of a dying app where to stop, and where it says that it has. */
export function stopAt(point: FaultPoint, mark: string): NodeJS.ProcessEnv {
  rmSync(mark, { force: true })
  return { HIVE_E2E_STOP_AT: point, HIVE_E2E_STOPPED: mark }
}

/** Resolves with the engine's process id once it has stopped. */
export async function stopped(mark: string): Promise<number> {
  const until = Date.now() + 120_000
  while (Date.now() < until) {
    const text = existsSync(mark) ? readFileSync(mark, 'utf8') : ''
    if (text !== '') return Number(text)
    await sleep(5)
  }
  throw new Error('The engine never came to that place')
}
