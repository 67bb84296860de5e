import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { codeOf, HiveError } from '../errors.js'
import { sideSuffixes } from '../files/paths.js'
import type { Unreadable } from '../model/index.js'
import { wrongEncoding } from '../sources/inspect.js'
import { describeTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { DamagedTable } from './reader.js'
import { makeTwinTable } from './twin.js'
import { walkTable } from './walk.js'

type IndexRow = { name: string; origin: string; partial: bigint }

/**
 * Makes a sound twin of a damaged database: every table that can be described with every row that can be read, under its
 * own rowid, each cell with its bytes and type. The same bytes give the same twin. `damaged` is a private copy, `named`
 * the path to speak of. Throws HM-SOURCE-CORRUPT when not even the list of tables can be read.
 */
export function salvage(damaged: string, twin: string, named: string): Unreadable[] {
  for (const suffix of ['', ...sideSuffixes]) rmSync(twin + suffix, { force: true })
  const reader = openWritable(damaged)
  const writer = openWritable(twin)
  try {
    // SQLite then goes on after a table whose description it does not understand. It is this process's own copy.
    reader.unsafeMode(true)
    reader.pragma('writable_schema = ON')
    const tables = listTables(reader, named)
    writer.pragma('main.synchronous = OFF')
    writer.pragma('main.journal_mode = MEMORY')
    return writer.transaction(() => {
      const unreadable = tables.flatMap((table) => salvageTable(reader, writer, table))
      copySequences(reader, writer)
      const application = reader.pragma('main.application_id', { simple: true })
      writer.pragma(`main.application_id = ${String(application)}`)
      return unreadable
    })()
  } finally {
    writer.close()
    reader.close()
  }
}

function listTables(db: Connection, named: string): Table[] {
  try {
    const encoding = String(db.pragma('main.encoding', { simple: true }))
    if (encoding !== 'UTF-8') throw wrongEncoding(named, encoding)
    return listedTables(db) ?? understoodTables(db)
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    throw new HiveError('HM-SOURCE-CORRUPT', `Not even the list of its tables can be read in ${named}.`, {
      fix: 'Restore a backup of the old database and migrate that.',
      cause: error,
    })
  }
}

/** Null when the list itself is damaged. */
function listedTables(db: Connection): Table[] | null {
  try {
    return tablesOf(db, 'main')
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    return null
  }
}

/** The tables that SQLite has understood before it came upon the damage in their list. */
function understoodTables(db: Connection): Table[] {
  const rows = db
    .prepare(
      `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
    )
    .all() as { name: string; wr: bigint }[]
  if (rows.length === 0) throw new Database.SqliteError('no table was understood', 'SQLITE_CORRUPT')
  return rows.map(({ name, wr }) => describeTable(db, 'main', name, wr === 1n))
}

function salvageTable(reader: Connection, writer: Connection, table: Table): Unreadable[] {
  if (table.columns.length === 0) {
    return [{ table: table.name, rows: null, detail: 'its description in the database cannot be read' }]
  }
  const indexes = reader.prepare(`PRAGMA main.index_list(${quoteName(table.name)})`).all() as IndexRow[]
  const take = makeTwinTable(writer, table, rowidAlias(table, indexes))
  const whole = indexes.filter(({ partial }) => partial === 0n).map(({ name }) => name)
  const lost = walkTable(new DamagedTable(reader, table), whole, take)
  return lost ? [lost] : []
}

/** An INTEGER PRIMARY KEY that is the rowid itself; one declared DESC is not, and has an index. */
function rowidAlias({ columns, withoutRowid }: Table, indexes: IndexRow[]): string | null {
  const keys = columns.filter(({ keyPosition }) => keyPosition > 0)
  const [only] = keys
  if (withoutRowid || keys.length !== 1 || only?.type.toUpperCase() !== 'INTEGER') return null
  return indexes.some(({ origin }) => origin === 'pk') ? null : only.name
}

/** Ids that were given out once; what cannot be read of them is no row of the user's. */
function copySequences(reader: Connection, writer: Connection): void {
  const sequences = readSequences(reader)
  if (sequences.length === 0) return
  // SQLite makes the table of sequences with the first table that needs it, and keeps it.
  writer.exec('CREATE TABLE main.hm_sequences (id INTEGER PRIMARY KEY AUTOINCREMENT)')
  writer.exec('DROP TABLE main.hm_sequences')
  const insert = writer.prepare('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)')
  for (const [name, seq] of sequences) insert.run(name, seq)
}

function readSequences(reader: Connection): unknown[][] {
  try {
    return reader.prepare('SELECT name, seq FROM main.sqlite_sequence').raw().all() as unknown[][]
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    return []
  }
}
