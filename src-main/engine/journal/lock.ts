import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { codeOf, HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { openWritable } from '../sqlite/open.js'
import type { StateHome } from './state-home.js'

/**
 * The one lock for app and command line (design 5): an exclusive SQLite transaction, which the system releases when this
 * process dies, however it dies. Throws HM-LOCKED. The pid beside it is for the message only.
 */
export function acquireLock(home: StateHome): { release(): void } {
  const holder = `${home.lock}.holder`
  faultPoint('lock:before')
  const db = openWritable(home.lock)
  try {
    db.pragma('main.busy_timeout = 0')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw new HiveError('HM-LOCKED', `Another migration holds the lock (${holderOf(holder)}).`, { cause: error })
  }
  try {
    writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), { mode: 0o600 })
    faultPoint('lock:taken')
  } catch (error) {
    // This process may live on: what it could not finish taking must not stay taken.
    db.close()
    throw error
  }
  return {
    release: () => {
      try {
        faultPoint('lock:before-release')
        rmSync(holder, { force: true })
      } finally {
        // Closing ends the transaction, whatever became of the file beside it.
        db.close()
      }
    },
  }
}

/** Whether somebody holds the lock now, this process or another. Changes nothing. */
export function isLocked({ lock }: StateHome): boolean {
  if (!existsSync(lock)) return false
  // As it is opened to take it: other ways read the file first, and would wait for who holds it.
  const db = openWritable(lock)
  try {
    db.pragma('main.busy_timeout = 0')
    db.prepare('SELECT count(*) FROM main.sqlite_schema').get()
    return false
  } catch (error) {
    if (codeOf(error) === 'SQLITE_BUSY') return true
    throw error
  } finally {
    db.close()
  }
}

function holderOf(path: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; since: string }
    return `process ${pid}, since ${since}`
  } catch {
    // The holder writes this file just after it has taken the lock; without it the message is shorter.
    return 'another process'
  }
}
