/** `sqlite3 old .dump | sqlite3 new`: a copy of the old tables as they are, without indexes, search or any check. */
import { spawn, spawnSync } from 'node:child_process'
import { watch, type Usage, type WatchOptions } from '../measure/run.js'

/** Whether the program is there. */
export function hasSqlite3(): boolean {
  return spawnSync('sqlite3', ['--version'], { stdio: 'ignore' }).status === 0
}

/** Pipes one process into the other; rejects when either fails. */
export async function dumpAndLoad(source: string, target: string, options: WatchOptions = {}): Promise<Usage> {
  const [, usage] = await watch(() => {
    const dump = spawn('sqlite3', [source, '.dump'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const load = spawn('sqlite3', ['-bail', target], { stdio: ['pipe', 'ignore', 'ignore'] })
    dump.stdout.pipe(load.stdin)
    const ends = [dump, load].map((child) => {
      return new Promise<void>((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => {
          if (code === 0) resolve()
          else reject(new Error(`sqlite3 ended with ${String(code)}`))
        })
      })
    })
    return { children: [dump, load], finished: Promise.all(ends) }
  }, options)
  return usage
}
