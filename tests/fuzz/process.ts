/** A worker that is started again when it ends: by a crash, or by us when it takes too long. */
import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Done, Job } from './worker.js'

/** How a process ended that should not have. */
export type Death = { died: string }

/** Builds the worker into the cache of this checkout, where its imports resolve. */
export async function buildWorker(): Promise<{ file: string; remove(): void }> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const { build } = await import('vite')
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache', 'fuzz-'))
  await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
    build: {
      ...{ ssr: true, outDir: folder, emptyOutDir: false, copyPublicDir: false, target: 'node22', minify: false },
      rolldownOptions: {
        input: join(root, 'tests/fuzz/worker.ts'),
        output: { format: 'es', entryFileNames: 'worker.mjs', codeSplitting: false },
      },
    },
  })
  return { file: join(folder, 'worker.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export class Worker {
  readonly #file: string
  readonly #limitMs: number
  #child: ChildProcess | null = null

  constructor(file: string, limitMs: number) {
    this.#file = file
    this.#limitMs = limitMs
  }

  /** Plays a job; a crash and a hang are answers, too. */
  play(job: Job): Promise<Done | Death> {
    const child = (this.#child ??= fork(this.#file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }))
    return new Promise((resolve) => {
      const finish = (answer: Done | Death) => {
        clearTimeout(timer)
        child.removeAllListeners('message')
        child.removeAllListeners('exit')
        resolve(answer)
      }
      const timer = setTimeout(() => {
        this.close()
        finish({ died: `took longer than ${this.#limitMs} ms` })
      }, this.#limitMs)
      child.once('message', (done) => finish(done as Done))
      child.once('exit', (code, signal) => {
        this.#child = null
        finish({ died: `ended with ${signal ?? String(code)}` })
      })
      child.send(job)
    })
  }

  /** Ends the process, whatever it does. */
  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}
