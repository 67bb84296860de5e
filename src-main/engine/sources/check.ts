import { HiveError } from '../errors.js'
import { lacksCollation, openReadonly, type Connection } from '../sqlite/open.js'
import { sourceError } from './inspect.js'

/** SQLite's quick_check. Throws HM-SOURCE-CORRUPT with what it found. An unknown collation is not damage (traps). */
export function assertSound(db: Connection, named: string): void {
  const found = quickCheck(db)
  if (found.length === 1 && found[0] === 'ok') return
  throw new HiveError('HM-SOURCE-CORRUPT', `SQLite finds damage in ${named}: ${found.slice(0, 3).join('; ')}`)
}

function quickCheck(db: Connection): string[] {
  try {
    // A CHECK of the source is no rule of ours, and would run whatever functions it names.
    db.pragma('ignore_check_constraints = ON')
    return db.prepare('PRAGMA main.quick_check(5)').pluck().all() as string[]
  } catch (error) {
    if (lacksCollation(error)) return ['ok']
    throw error
  }
}

/** The same for a file of our own, a folded source: `named` is the path that a person knows. */
export function checkSource({ path, named }: { path: string; named: string }): Promise<void> {
  const db = openReadonly(path)
  try {
    assertSound(db, named)
    return Promise.resolve()
  } catch (error) {
    throw sourceError(named, error)
  } finally {
    db.close()
  }
}
