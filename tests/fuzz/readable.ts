/** What of a damaged database can be read, found by other means than the salvage: each known row by its rowid. */
import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * Writes the rows of `pristine` that are readable in `damaged` (a private copy), as they are there, to a new database.
 * Answers how many.
 */
export function collectReadable(pristine: string, damaged: string, to: string): number {
  const known = new Database(pristine, { readonly: true })
  const out = new Database(to)
  let db: Database.Database | null = null
  let rows = 0
  try {
    db = new Database(damaged)
    db.unsafeMode(true)
    db.pragma('writable_schema = ON')
    db.defaultSafeIntegers(true)
    const tables = known.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    for (const table of tables.pluck().all() as string[]) rows += copyTable(known, db, out, table)
  } catch (error) {
    // A file that SQLite does not even open has nothing to read.
    if (!String((error as { code?: string }).code).startsWith('SQLITE_')) throw error
  } finally {
    for (const each of [known, out, db]) each?.close()
    for (const suffix of ['-wal', '-shm', '-journal']) rmSync(damaged + suffix, { force: true })
  }
  return rows
}

function copyTable(known: Database.Database, db: Database.Database, out: Database.Database, table: string): number {
  const columns = known.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]
  const cells = columns.map((name) => `typeof(${quote(name)}), CAST(${quote(name)} AS BLOB), ${quote(name)}`).join(', ')
  const write = out.transaction((found: unknown[][]) => {
    out.exec(`CREATE TABLE ${quote(table)} (${columns.map(quote).join(', ')})`)
    const marks = columns.map(() => `CASE ? WHEN 'text' THEN CAST(? AS TEXT) ELSE ? END`).join(', ')
    const insert = out.prepare(`INSERT INTO ${quote(table)} VALUES (${marks})`)
    for (const row of found) insert.run(...row)
  })
  const found: unknown[][] = []
  try {
    const read = db.prepare(`SELECT ${cells} FROM main.${quote(table)} NOT INDEXED WHERE rowid = ?`).raw()
    for (const rowid of known
      .prepare(`SELECT rowid FROM ${quote(table)}`)
      .pluck()
      .all()) {
      const row = readRow(read, rowid)
      if (row) found.push(row)
    }
  } catch {
    // The table itself cannot be described any more.
  }
  write(found)
  return found.length
}

function readRow(read: Database.Statement, rowid: unknown): unknown[] | null {
  try {
    return (read.get(rowid) as unknown[] | undefined) ?? null
  } catch {
    // This row cannot be read: there is nothing that a salvage could bring.
    return null
  }
}
