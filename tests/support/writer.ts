/** The old Hive at work: a process that has a database open and writes exactly when it is told to, however slow it is. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Writer = {
  pid: number
  /** Runs statements in the other process, and waits (this thread stands still) until they are committed. */
  write(...sql: string[]): void
  /** From now on it writes by itself, without a pause, until it is ended or told something else. */
  keepWriting(sql: string): void
  /** Ends it: `kill` like a crash, which leaves its side files behind. */
  end(how?: 'quit' | 'kill'): Promise<void>
}

const script = `
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
const [path, folder] = process.argv.slice(-2)
const db = new Database(path)
db.prepare('SELECT count(*) FROM sqlite_schema').get()
const clock = new Int32Array(new SharedArrayBuffer(4))
const pause = (ms) => Atomics.wait(clock, 0, 0, ms)
const parent = process.ppid
let forever = null
writeFileSync(folder + '/ready', '')
while (process.ppid === parent) {
  if (existsSync(folder + '/order')) {
    const { sql, again } = JSON.parse(readFileSync(folder + '/order', 'utf8'))
    rmSync(folder + '/order')
    forever = again ? sql : null
    let wrong = ''
    try { for (const one of sql) db.exec(one) } catch (error) { wrong = String(error) }
    if (sql.length === 0) { db.close(); process.exit(0) }
    writeFileSync(folder + '/answer.new', wrong)
    renameSync(folder + '/answer.new', folder + '/answer')
  } else if (forever) {
    for (const one of forever) db.exec(one)
    pause(1)
  } else pause(2)
}`

/** Milliseconds after which a test is broken rather than slow: it would stand still for ever. */
const patience = 60_000

/** Opens a database in another process; in WAL mode, as every Hive does, unless told otherwise. */
export async function openWriter(path: string, first = ['PRAGMA journal_mode = WAL']): Promise<Writer> {
  const folder = mkdtempSync(join(tmpdir(), 'hive-writer-'))
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', path, folder], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  const tell = (sql: string[], again = false) => {
    writeFileSync(join(folder, 'order.new'), JSON.stringify({ sql, again }))
    renameSync(join(folder, 'order.new'), join(folder, 'order'))
  }
  const ask = (sql: string[], again = false) => {
    tell(sql, again)
    waitFor(join(folder, 'answer'))
    const wrong = takeFile(join(folder, 'answer'))
    if (wrong !== '') throw new Error(`The writer could not: ${wrong}`)
  }
  waitFor(join(folder, 'ready'))
  const writer: Writer = {
    pid: child.pid ?? 0,
    write: (...sql) => {
      ask(sql)
    },
    keepWriting: (sql) => {
      ask([sql], true)
    },
    end: async (how = 'quit') => {
      if (how === 'kill') child.kill('SIGKILL')
      else tell([])
      await closed
      rmSync(folder, { recursive: true, force: true })
    },
  }
  if (first.length > 0) writer.write(...first)
  return writer
}

function waitFor(file: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (const end = Date.now() + patience; !existsSync(file); Atomics.wait(clock, 0, 0, 2)) {
    if (Date.now() > end) throw new Error(`The other process never made ${file}`)
  }
}

function takeFile(file: string): string {
  const content = readFileSync(file, 'utf8')
  rmSync(file)
  return content
}
