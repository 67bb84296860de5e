import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { faultPoint } from '../faults.js'
import { makePrivateFolder } from '../files/private-folder.js'
import type { PrivateView } from '../files/private-view.js'
import { tablesOf, type Table } from '../sqlite/introspect.js'
import { openReadonly, openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { settledView, sourceError } from './inspect.js'
import { compareTwin, raw } from './twin-compare.js'
import { decodeUtf16, type WideEncoding } from './utf16.js'

/** A database in UTF-8 that says the same as one in UTF-16, and the cells of it that are no text in any encoding. */
export type Utf8Twin = {
  path: string
  /** A database of its own with the table `cells (table_name, row, column_name)`; null when every text is one. */
  notes: string | null
  /** The file with the views, triggers and indexes: `path` itself, or what the twin was made of, which cannot be attached. */
  schema: string
}

/** The encoding of a database whose texts are not in UTF-8; null for all others. */
export function wideEncoding(path: string): WideEncoding | null {
  const db = openReadonly(path)
  try {
    const encoding = String(db.pragma('main.encoding', { simple: true }))
    return encoding === 'UTF-16le' || encoding === 'UTF-16be' ? encoding : null
  } finally {
    db.close()
  }
}

/**
 * Makes the twin of a UTF-16 database, which SQLite cannot attach beside one in UTF-8 (traps): the same tables by their own
 * statements, the same rowids, every value with its type; texts in UTF-8. A text that is no valid UTF-16 has no form there:
 * it stands in the twin as a BLOB of its bytes, and in the notes. Every row is then read back and compared with what SQLite
 * itself makes of the original. `path` is a private copy; `twin` is written anew; `named` is the path that a person knows.
 * Views, triggers, indexes and virtual tables are not made: who keeps them reads them in the original (`schema`). Throws
 * HM-SOURCE-ENCODING where a value would not be the same.
 */
export function utf8Twin(path: string, encoding: WideEncoding, twin: string, named: string): Utf8Twin {
  const notes = `${twin}.notes`
  for (const file of [twin, notes]) {
    for (const suffix of ['', '-journal']) rmSync(file + suffix, { force: true })
    closeSync(openSync(file, 'a', 0o600))
  }
  const [from, to] = [openReadonly(path), openWritable(twin)]
  try {
    prepare(from, to, notes)
    for (const table of tablesOf(from, 'main')) fill(from, to, table, encoding)
    copySequence(from, to)
    to.exec('COMMIT')
    faultPoint('fold:twin-filled')
    compareTwin(from, to, encoding, named)
    faultPoint('fold:twin-compared')
    const some = to.prepare('SELECT EXISTS (SELECT 1 FROM notes.cells)').pluck().get() === 1n
    return { path: twin, notes: some ? notes : null, schema: path }
  } finally {
    from.close()
    to.close()
  }
}

/** A view of a database that can be attached beside ours: of one in UTF-16 its twin. See `settledView`. */
export function utf8View(path: string, tmpdir: string): PrivateView {
  const view = settledView(path, tmpdir)
  try {
    const encoding = wideEncoding(view.path)
    if (encoding === null) return view
    const folder = makePrivateFolder(tmpdir, 'view')
    const close = () => {
      view.close()
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      return { path: utf8Twin(view.path, encoding, join(folder, 'utf8.db'), path).path, close }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  } catch (error) {
    view.close()
    throw sourceError(path, error)
  }
}

function prepare(from: Connection, to: Connection, notes: string): void {
  // It is made anew after a crash: nothing of it needs to be safe.
  to.pragma('main.synchronous = OFF')
  to.pragma('foreign_keys = OFF')
  to.pragma('ignore_check_constraints = ON')
  for (const name of ['application_id', 'user_version']) {
    to.pragma(`main.${name} = ${String(from.pragma(`main.${name}`, { simple: true }))}`)
  }
  to.prepare(`ATTACH DATABASE ? AS notes`).run(notes)
  to.pragma('notes.synchronous = OFF')
  to.exec('CREATE TABLE notes.cells (table_name TEXT, row INTEGER, column_name TEXT)')
  to.exec('BEGIN')
}

/** Fills a table made by its own statement; where that lets a row not in, one that demands nothing. */
function fill(from: Connection, to: Connection, table: Table, encoding: WideEncoding): void {
  const sql = from
    .prepare(`SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?`)
    .pluck()
    .get(table.name) as string
  const name = quoteName(table.name)
  to.exec('SAVEPOINT one')
  try {
    // What a column is worked out to may depend on the encoding: its values are copied, too.
    if (table.columns.some(({ generated }) => generated)) throw new Error('It has generated columns')
    to.exec(sql)
    copyRows(from, to, table, encoding)
  } catch {
    // A collation that is unknown here, a value that a constraint forbids, an index out of step: none of it is damage.
    to.exec('ROLLBACK TO one')
    to.exec(`CREATE TABLE main.${name} ${plainColumns(table)}`)
    copyRows(from, to, table, encoding)
  }
  to.exec('RELEASE one')
}

/** The same columns with their types and the same key, and no constraint besides. */
function plainColumns({ columns, withoutRowid }: Table): string {
  const keys = columns.filter(({ keyPosition }) => keyPosition > 0).sort((a, b) => a.keyPosition - b.keyPosition)
  const [only, ...others] = keys
  const single = others.length === 0 && only?.type.toUpperCase() === 'INTEGER' && !withoutRowid ? only.name : null
  const list = columns.map(({ name, type }) => {
    return `${quoteName(name)} ${type === '' ? '' : quoteName(type)}${single === name ? ' PRIMARY KEY' : ''}`
  })
  if (!withoutRowid) return `(${list.join(', ')})`
  return `(${list.join(', ')}, PRIMARY KEY (${keys.map(({ name }) => quoteName(name)).join(', ')})) WITHOUT ROWID`
}

function copyRows(from: Connection, to: Connection, table: Table, encoding: WideEncoding): void {
  const { rowid, columns } = table
  const names = columns.map((column) => quoteName(column.name))
  const into = rowid === null || names.includes(rowid) ? names : [rowid, ...names]
  const name = `main.${quoteName(table.name)}`
  const insert = to.prepare(`INSERT INTO ${name} (${into.join(', ')}) VALUES (${into.map(() => '?').join(', ')})`)
  const note = to.prepare('INSERT INTO notes.cells (table_name, row, column_name) VALUES (?, ?, ?)')
  const order = table.rowid === null ? '' : `ORDER BY ${table.rowid}`
  const rows = from.prepare(
    `SELECT ${table.rowid ?? 'NULL'}, ${columns.map(({ name: column }) => raw(quoteName(column))).join(', ')}
     FROM ${name} NOT INDEXED ${order}`,
  )
  for (const [row, ...cells] of rows.raw().iterate() as IterableIterator<unknown[]>) {
    const values = columns.map((column, index) => {
      const value = cells[2 * index + 1]
      if (cells[2 * index] !== 'text') return value
      const text = decodeUtf16(value as Buffer, encoding)
      if (text === null) note.run(table.name, row, column.name)
      return text ?? value
    })
    insert.run(into.length > columns.length ? [row, ...values] : values)
  }
}

/** Numbers that were given out once are not given out again (`sqlite_sequence`). */
function copySequence(from: Connection, to: Connection): void {
  const has = (db: Connection) =>
    db.prepare(`SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'`).get() !== undefined
  if (!has(from)) return
  if (!has(to)) to.exec('CREATE TABLE main.hm_counts (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE main.hm_counts')
  to.exec('DELETE FROM main.sqlite_sequence')
  const insert = to.prepare('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)')
  for (const row of from.prepare('SELECT name, seq FROM main.sqlite_sequence').raw().iterate()) insert.run(row)
}
