/** Runs the driver, built into one file, as a process that may die. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { FaultPoint } from '../../../src-main/engine/faults.js'
import { exitStatus } from './fault.js'
import type { Order, Performed } from './perform.js'

export type Driver = { file: string; remove(): void }

/** What a process did until its end. `performed` is null when it died. */
export type Ended = { performed: Performed | null; points: FaultPoint[]; signal: string | null; status: number | null }

/** Builds the driver into the cache of this checkout, where its imports resolve. */
export async function buildDriver(): Promise<Driver> {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache', 'crash-'))
  await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: folder, emptyOutDir: false, copyPublicDir: false, target: 'node22', minify: false },
      rolldownOptions: {
        input: fileURLToPath(new URL('driver.ts', import.meta.url)),
        output: { format: 'es', entryFileNames: 'driver.mjs', codeSplitting: false },
      },
    },
  })
  return { file: join(folder, 'driver.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs one job in a process of its own; `killAfter` ends it from outside after so many milliseconds. */
export function runDriver(driver: string, order: Order, killAfter?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [driver, JSON.stringify(order)],
      { timeout: 120_000, killSignal: 'SIGABRT', maxBuffer: 1 << 26 },
      (_error, stdout, stderr) => {
        clearTimeout(timer)
        if (child.signalCode === 'SIGABRT') {
          reject(new Error(`The driver hung: ${JSON.stringify(order)}`))
          return
        }
        const lines = stdout.split('\n').filter(Boolean)
        const answer = lines.at(-1)?.startsWith('=') ? lines.pop() : undefined
        if (answer === undefined && child.signalCode === null && child.exitCode !== exitStatus) {
          reject(new Error(`The driver broke (${child.exitCode}): ${stderr}`))
          return
        }
        resolve({
          performed: answer === undefined ? null : (JSON.parse(answer.slice(1)) as Performed),
          // A place whose line was cut off by the death was not passed on.
          points: lines as FaultPoint[],
          signal: child.signalCode,
          status: child.exitCode,
        })
      },
    )
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  })
}
