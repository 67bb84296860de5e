import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { codeOf, HiveError } from '../errors.js'
import { privateView, type PrivateView } from '../files/private-view.js'
import { tablesOf, type Table } from '../sqlite/introspect.js'
import { pageSizeByPages } from '../sqlite/page-size.js'
import { countTable, number, openReadonly, openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { APPLICATION_ID } from '../target/schema/index.js'
import type { DatabaseShape } from '../model/index.js'
import { isApp, recognise, type Recognition } from './recognise.js'

/** Above this many bytes, counts are estimates unless asked for in detail (design 6). */
export const estimateAbove = 1 << 30

export type Inspection = {
  shape: DatabaseShape
  recognition: Recognition | null
  tables: { table: Table; rows: number; approximate: boolean }[]
  encoding: string
}

/** What a path that is no database is, in words, from its first bytes; null when it begins like SQLite. */
export function headerProblem(path: string): HiveError | null {
  if (statSync(path).size === 0) return new HiveError('HM-SOURCE-EMPTY', `${path} has no bytes.`)
  const head = firstBytes(path, 16)
  if (head.toString('latin1') === 'SQLite format 3\0') return null
  const text = head.toString('latin1')
  if (text.startsWith('HIVEENC')) {
    return new HiveError('HM-SOURCE-NOT-A-DATABASE', `${path} is an encrypted backup of the new Hive.`, {
      fix: 'Restore it with the new Hive first.',
    })
  }
  if (head[0] === 0x1f && head[1] === 0x8b) {
    return new HiveError('HM-SOURCE-NOT-A-DATABASE', `${path} is compressed.`, { fix: 'Unpack it (gunzip) first.' })
  }
  return notADatabase(path, 'it does not begin like a SQLite database')
}

/** A file whose beginning is no database's; where pages of one lie behind it, it is a damaged database. */
function notADatabase(path: string, why: string): HiveError {
  if (!existsSync(path) || pageSizeByPages(path) === null)
    return new HiveError('HM-SOURCE-NOT-A-DATABASE', `${path}: ${why}.`)
  return new HiveError('HM-SOURCE-CORRUPT', `${path}: ${why}, but pages of a database lie behind.`)
}

function firstBytes(path: string, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, length, 0))
  } finally {
    closeSync(file)
  }
}

/** A private view that may be opened or attached read-only: SQLite has already rolled a hot journal back, in the copy. */
export function settledView(path: string, tmpdir: string): PrivateView {
  const view = privateView(path, tmpdir)
  if (!existsSync(`${view.path}-journal`)) return view
  try {
    const db = openWritable(view.path)
    try {
      db.prepare('SELECT count(*) FROM main.sqlite_schema').get()
    } finally {
      db.close()
    }
    return view
  } catch (error) {
    view.close()
    throw sourceError(path, error)
  }
}

/**
 * Reads a database through a private view, leaving the original and its side files as they are. Throws the HiveError
 * that fits: HM-SOURCE-NOT-A-DATABASE, -EMPTY, -CORRUPT, -LOCKED or -UNREADABLE.
 */
export function withDatabase<T>(path: string, tmpdir: string, work: (db: Connection) => T): T {
  const problem = readable(path, () => headerProblem(path))
  if (problem) throw problem
  const view = readable(path, () => settledView(path, tmpdir))
  try {
    const db = openReadonly(view.path)
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw sourceError(path, error)
  } finally {
    view.close()
  }
}

/** Tables, shape and row counts of a database. `exact` counts rows; otherwise the highest rowid is the estimate. */
export function inspectDatabase(path: string, tmpdir: string, exact: boolean): Inspection {
  return withDatabase(path, tmpdir, (db) => inspect(db, exact))
}

/** The same of a database that is open already. */
export function inspect(db: Connection, exact: boolean): Inspection {
  const tables = tablesOf(db, 'main')
  const recognition = recognise(tables)
  const counted = tables.map((table) => ({
    table,
    rows: exact || !table.rowid ? countRows(db, 'main', table) : highestRowid(db, table),
    approximate: !exact && table.rowid !== null,
  }))
  const encoding = String(db.pragma('main.encoding', { simple: true }))
  return { shape: shapeOf(db, tables, recognition), recognition, tables: counted, encoding }
}

/** Rows of a raw table, by count(*). */
export function countRows(db: Connection, alias: string, table: Table): number {
  return countTable(db, `"${alias}".${quoteName(table.name)}`)
}

function highestRowid(db: Connection, table: Table): number {
  // Rowids may be negative: a table with rows must not look empty.
  const name = `main.${quoteName(table.name)}`
  return number(
    db,
    `SELECT max(coalesce(max(${table.rowid ?? 'rowid'}), 0), EXISTS (SELECT 1 FROM ${name})) FROM ${name}`,
  )
}

function shapeOf(db: Connection, tables: Table[], recognition: Recognition | null): DatabaseShape {
  if (Number(db.pragma('main.application_id', { simple: true })) === APPLICATION_ID) return 'target'
  if (recognition) return recognition.shapes.join(' + ')
  if (tables.length === 0) return 'empty'
  // A new Hive that was started at least once.
  return isApp(tables) ? 'new-hive' : 'unknown'
}

/** Files that SQLite or the system refuses: the code that says why. */
export function sourceError(path: string, error: unknown): unknown {
  if (error instanceof HiveError) return error
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (code === 'SQLITE_NOTADB') return notADatabase(path, text)
  // A number in the header that no version of SQLite writes: damage, whatever its code.
  const isCorrupt = code.startsWith('SQLITE_CORRUPT') || /unsupported file format/.test(text)
  if (isCorrupt || code.startsWith('SQLITE_IOERR')) {
    return new HiveError('HM-SOURCE-CORRUPT', `${path}: ${text}`, { cause: error })
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new HiveError('HM-SOURCE-LOCKED', `${path} is locked by another program.`, { cause: error })
  }
  if (/must use the same text encoding/.test(text)) return wrongEncoding(path, 'UTF-16')
  if (code === 'SQLITE_ERROR' || code === 'SQLITE_TOOBIG') {
    return new HiveError('HM-SOURCE-SCHEMA', `${path}: ${text.slice(0, 300)}`, { cause: error })
  }
  return error
}

/** Files in UTF-16 cannot be attached beside ours, which are in UTF-8 (traps): a migration reads a twin of them. */
export function wrongEncoding(path: string, encoding: string): HiveError {
  return new HiveError(
    'HM-SOURCE-ENCODING',
    `${path} stores its texts in ${encoding}: a migration and a validation can read it, this cannot.`,
  )
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new HiveError('HM-SOURCE-MISSING', `${path} is not there.`, { cause: error })
    if (code === 'EACCES' || code === 'EPERM') {
      throw new HiveError('HM-SOURCE-UNREADABLE', `${path} cannot be read: permission denied.`, { cause: error })
    }
    throw error
  }
}
