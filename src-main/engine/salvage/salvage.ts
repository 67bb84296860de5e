import { rmSync } from 'node:fs'
import { codeOf, HiveError } from '../errors.js'
import { sideSuffixes } from '../files/paths.js'
import type { Unreadable } from '../model/index.js'
import { wrongEncoding } from '../sources/inspect.js'
import { describeTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { DamagedCopy } from './damaged-copy.js'
import { mapPages } from './page-map.js'
import { lookAtPages, type Pages } from './pages.js'
import { DamagedTable } from './reader.js'
import { Rescue, type Described, type FoundRow } from './rescue.js'
import { makeTwinTable } from './twin.js'
import { walkTable } from './walk.js'

type IndexRow = { name: string; origin: string; partial: bigint; unique: bigint }

/** What a twin does not have, which of its rows no table names any more, and what else a person must know of it. */
export type Losses = { unreadable: Unreadable[]; found: FoundRow[]; notes: string[] }

/**
 * Makes a sound twin of a damaged database: every table that can be described with every row that can be read, under its
 * own rowid, each cell with its bytes and type; and the rows that only their pages still have. The same bytes give the
 * same twin. `damaged` is a private copy, `named` the path to speak of. Throws HM-SOURCE-CORRUPT when nothing can be read.
 */
export function salvage({ path, unreadable, lostFreeList }: DamagedCopy, twin: string, named: string): Losses {
  for (const suffix of ['', ...sideSuffixes]) rmSync(twin + suffix, { force: true })
  const pages = lookAtPages(path, lostFreeList)
  const reader = openWritable(path)
  const writer = openWritable(twin)
  try {
    // SQLite then goes on after a table whose description it does not understand. It is this process's own copy.
    reader.unsafeMode(true)
    reader.pragma('writable_schema = ON')
    const tables = listTables(reader, named).map((table) => withRowid(reader, table, pages))
    writer.pragma('main.synchronous = OFF')
    writer.pragma('main.journal_mode = MEMORY')
    const losses = writer.transaction(() => {
      const described = tables.filter(({ columns }) => columns.length > 0).map((table) => describe(reader, table))
      const rescue = pages && rescueFrom(pages, described, tables, writer)
      const lost = tables.flatMap((table) => {
        const known = described.find(({ layout }) => layout.table === table)
        return known ? salvageTable(reader, writer, known, rescue) : [undescribed(table)]
      })
      const more = rescue?.finish() ?? []
      copySequences(reader, writer)
      copyApplication(reader, writer)
      const { found, notes } = rescue ?? { found: [], notes: [] }
      const list = pages?.isMended === true ? [lostList] : []
      return { unreadable: [...unreadable, ...list, ...lost, ...more], found, notes, isEmpty: rescue?.isEmpty ?? true }
    })()
    if (tables.length === 0 && losses.isEmpty) throw nothingLeft(named)
    return losses
  } finally {
    writer.close()
    reader.close()
    pages?.file.close()
  }
}

/**
 * A table WITHOUT ROWID is otherwise known by its key's index, which has no row of its own in the list of tables. Where
 * that list is damaged such a row may only be lost, and the table's own statement decides.
 */
function withRowid(reader: Connection, table: Table, pages: Pages | null): Table {
  const row = pages?.rows.find(({ type, name }) => type === 'table' && name === table.name)
  if (!table.withoutRowid || !row?.sql || /WITHOUT\s+ROWID[\s,a-z]*$/i.test(row.sql.toString())) return table
  return describeTable(reader, 'main', table.name, false)
}

const lostList: Unreadable = {
  table: '(list of tables)',
  rows: 0,
  detail: 'it was damaged and was made anew from what is left of it',
}

function undescribed({ name }: Table): Unreadable {
  return { table: name, rows: null, detail: 'its description in the database cannot be read' }
}

function nothingLeft(named: string): HiveError {
  return new HiveError('HM-SOURCE-CORRUPT', `Nothing can be read in ${named}: no list of tables, and no row.`, {
    fix: 'Restore a backup of the old database and migrate that.',
  })
}

function rescueFrom(pages: Pages, described: Described[], tables: Table[], writer: Connection): Rescue {
  const names = new Map(described.map(({ layout: { table } }) => [table.name.toLowerCase(), table.name]))
  const roots = pages.rows.flatMap(({ type, name, root }) => {
    const known = type === 'table' ? names.get(name.toLowerCase()) : undefined
    // What SQLite keeps for itself is no row of the user's.
    return known !== undefined || /^sqlite_/i.test(name) ? [{ name: known ?? name, root }] : []
  })
  const map = mapPages(pages.file, roots, pages.free)
  return new Rescue(
    pages.file,
    map,
    described,
    writer,
    tables.map(({ name }) => name),
  )
}

/** What a row of the table looks like where it lies, and what no two rows may have in common. */
function describe(reader: Connection, table: Table): Described {
  const indexes = indexesOf(reader, table)
  const alias = rowidAlias(table, indexes)
  const columns = reader.prepare(`PRAGMA main.table_xinfo(${quoteName(table.name)})`).all() as {
    name: string
    dflt_value: string | null
  }[]
  const needed = table.columns.map(
    ({ name, notNull }) => notNull || columns.some((each) => each.name === name && each.dflt_value !== null),
  )
  const least = Math.max(1, needed.lastIndexOf(true) + 1)
  const uniques = indexes
    .filter(({ unique, partial }) => unique === 1n && partial === 0n)
    .map(({ name }) => reader.prepare(`PRAGMA main.index_info(${quoteName(name)})`).all() as { name: string | null }[])
    .flatMap((rows) => (rows.every(({ name }) => name !== null) ? [rows.map(({ name }) => name ?? '')] : []))
  return { layout: { table, alias, least, isKnown: false }, uniques }
}

function indexesOf(reader: Connection, table: Table): IndexRow[] {
  return reader.prepare(`PRAGMA main.index_list(${quoteName(table.name)})`).all() as IndexRow[]
}

function listTables(db: Connection, named: string): Table[] {
  try {
    const encoding = String(db.pragma('main.encoding', { simple: true }))
    if (encoding !== 'UTF-8') throw wrongEncoding(named, encoding)
    return listedTables(db) ?? understoodTables(db)
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    // Its rows may still be in its pages.
    return []
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
  return rows.map(({ name, wr }) => describeTable(db, 'main', name, wr === 1n))
}

function salvageTable(
  reader: Connection,
  writer: Connection,
  described: Described,
  rescue: Rescue | null,
): Unreadable[] {
  const { table, alias } = described.layout
  const take = makeTwinTable(writer, table, alias)
  const whole = indexesOf(reader, table)
    .filter(({ partial }) => partial === 0n)
    .map(({ name }) => name)
  const lost = walkTable(new DamagedTable(reader, table), whole, take, (taken, isDamaged, keep) => {
    rescue?.bring(described, taken, isDamaged, keep)
  })
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

function copyApplication(reader: Connection, writer: Connection): void {
  try {
    const application = reader.pragma('main.application_id', { simple: true })
    writer.pragma(`main.application_id = ${String(application)}`)
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
  }
}

function readSequences(reader: Connection): unknown[][] {
  try {
    return reader.prepare('SELECT name, seq FROM main.sqlite_sequence').raw().all() as unknown[][]
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    return []
  }
}
