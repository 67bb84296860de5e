import { chmodSync, rmSync } from 'node:fs'
import type { VerificationCheck } from '../../model/index.js'
import { copyBytes } from '../../files/durable.js'
import { foldInPlace } from '../../backup/fold.js'
import { openReadonly, openWritable, type Connection } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import { hiveNames } from '../../target/schema/index.js'
import { trials, type Trial } from './statements.js'

/**
 * Uses a copy of the new database as both programs would, with foreign keys on; the copy is `scratch`, made and removed
 * here. `database` is a file that nobody writes (a private view or the building file); side files come along.
 */
export function* functionalChecks(database: string, scratch: string, sides: string[]): Generator<VerificationCheck> {
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(scratch + suffix, { force: true })
  }
  remove()
  try {
    for (const suffix of ['', ...sides]) {
      copyBytes(database + suffix, scratch + suffix)
      chmodSync(scratch + suffix, 0o600)
    }
    foldInPlace(scratch)
    const db = openWritable(scratch)
    try {
      db.pragma('foreign_keys = ON')
      // As the app opens it (facts 2.3).
      db.pragma('main.journal_mode = WAL')
      dropTriggersOfOthers(db)
      for (const trial of trials) yield attempt(db, trial)
      yield twoConnections(db, scratch)
    } finally {
      db.close()
    }
  } finally {
    remove()
  }
}

/** What other programs do when somebody writes is theirs, and no sign of whether the new Hive works (copy/keep-schema.ts). */
function dropTriggersOfOthers(db: Connection): void {
  const own = new Set(hiveNames)
  const names = db.prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[]
  for (const name of names) if (!own.has(name)) db.exec(`DROP TRIGGER main.${quoteName(name)}`)
}

function attempt(db: Connection, trial: Trial): VerificationCheck {
  const started = performance.now()
  const result = (passed: boolean, detail: string): VerificationCheck => {
    return { layer: 'functional', name: trial.name, passed, detail, ms: Math.round(performance.now() - started) }
  }
  try {
    for (const sql of trial.run) db.exec(sql)
    if (!trial.expect) return result(true, 'works')
    const found: unknown = db.prepare(trial.expect.sql).pluck().get()
    return found === trial.expect.value ? result(true, 'works') : result(false, `answers ${String(found)}`)
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    return result(false, error instanceof Error ? error.message : String(error))
  }
}

/** A second program reads while the first one writes: what it sees is what was committed before. */
function twoConnections(db: Connection, path: string): VerificationCheck {
  const started = performance.now()
  const reader = openReadonly(path)
  try {
    const count = () => reader.prepare('SELECT count(*) FROM main.conversations').pluck().get() as bigint
    const before = count()
    db.exec('BEGIN IMMEDIATE')
    db.exec(`INSERT INTO main.conversations (id, title) VALUES ('hm-second', 'x')`)
    const during = count()
    db.exec('COMMIT')
    const after = count()
    const passed = during === before && after === before + 1n
    const detail = passed
      ? 'a reader sees what is committed, and only that'
      : `${before}, ${during}, ${after} conversations seen`
    return { layer: 'functional', name: 'two connections', passed, detail, ms: Math.round(performance.now() - started) }
  } finally {
    reader.close()
  }
}
