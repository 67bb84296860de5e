import { settledView } from '../sources/inspect.js'
import { existsSync, rmSync } from 'node:fs'
import type { Manifest } from '../backup/manifest.js'
import { backupView } from '../backup/view.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { openReadonly, openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** What the new Hive's own bookkeeping and ours: no data that somebody made since. */
const notTheirs = /^(migration_|legacy_|sqlite_)/

/**
 * Writes what the new Hive made since the migration to a database of its own: conversations that the backed-up source does
 * not know, and every row that belongs to one of them. Keys and settings are not among them. Answers the number of rows;
 * with none, there is no file. Both sides are read through views that are never written.
 */
export function exportNewData(
  backup: string,
  manifest: Manifest,
  current: string,
  file: string,
  tmpdir: string,
): number {
  const known = knownConversations(backup, manifest, tmpdir)
  if (!existsSync(current) || known === null) return 0
  const view = settledView(current, tmpdir)
  const now = openReadonly(view.path)
  const out = openWritable(file)
  let rows = 0
  try {
    out.pragma('foreign_keys = OFF')
    for (const table of tablesOf(now, 'main')) {
      if (!notTheirs.test(table.name)) rows += copyUnknown(now, out, table, known)
    }
  } finally {
    out.close()
    now.close()
    view.close()
  }
  if (rows === 0) rmSync(file, { force: true })
  return rows
}

/** Ids of the conversations that the backup's source holds; null when it holds none that could be told apart. */
function knownConversations(backup: string, manifest: Manifest, tmpdir: string): Set<unknown> | null {
  const source = manifest.files.find(({ role, state, origin }) => {
    return role === 'source' && state !== 'absent' && !/-(wal|shm|journal)$/.test(origin)
  })
  const view = source ? backupView(backup, manifest, source.origin, tmpdir) : null
  if (!view) return null
  const db = openReadonly(view.path)
  try {
    if (!findTable(tablesOf(db, 'main'), 'conversations')) return null
    return new Set(db.prepare('SELECT id FROM main.conversations').pluck().all())
  } finally {
    db.close()
    view.close()
  }
}

/** Rows of conversations that are not known go over one by one: they are few, and nothing is attached for writing. */
function copyUnknown(now: Connection, out: Connection, table: Table, known: Set<unknown>): number {
  const names = columnNames(table)
  const key =
    table.name.toLowerCase() === 'conversations' ? 'id' : names.has('conversation_id') ? 'conversation_id' : null
  if (key === null) return 0
  const position = table.columns.findIndex(({ name }) => name.toLowerCase() === key)
  const columns = table.columns.map(({ name }) => quoteName(name)).join(', ')
  out.exec(`CREATE TABLE main.${quoteName(table.name)} (${columns})`)
  const insert = out.prepare(
    `INSERT INTO main.${quoteName(table.name)} VALUES (${table.columns.map(() => '?').join(', ')})`,
  )
  let rows = 0
  out.transaction(() => {
    const all = now.prepare(`SELECT ${columns} FROM main.${quoteName(table.name)}`).raw()
    for (const row of all.iterate() as IterableIterator<unknown[]>) {
      if (row[position] === null || known.has(row[position])) continue
      insert.run(...row)
      rows++
    }
  })()
  return rows
}
