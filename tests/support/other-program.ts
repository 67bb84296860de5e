/** Another program that has a database open: a process of its own, because SQLite's locks are a process's. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type OtherProgram = {
  /** Ends it: `kill` like a crash, which leaves its side files behind. */
  end(how?: 'quit' | 'kill'): Promise<void>
}

type Step = string | { sql: string; values?: unknown[] }

const script = `
import Database from 'better-sqlite3'
const [path, steps] = process.argv.slice(-2)
const db = new Database(path)
for (const step of JSON.parse(steps)) {
  const { sql, values = [] } = typeof step === 'string' ? { sql: step } : step
  const statement = db.prepare(sql)
  if (statement.reader) statement.all(...values)
  else statement.run(...values)
}
process.stdin.once('data', () => { db.close(); process.exit(0) })
process.stdin.once('end', () => process.exit(0))
console.log('ready')`

/** Opens a database, runs the statements one by one, and keeps it open. */
export async function openElsewhere(path: string, steps: Step[]): Promise<OtherProgram> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', path, JSON.stringify(steps)], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  await Promise.race([
    once(child.stdout, 'data'),
    closed.then(() => {
      throw new Error('The other program ended before it was ready')
    }),
  ])
  return {
    end: async (how = 'quit') => {
      if (how === 'kill') child.kill('SIGKILL')
      else child.stdin.end('quit')
      await closed
    },
  }
}
