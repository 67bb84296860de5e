import { existsSync, rmSync } from 'node:fs'
import type { BackupFile, Manifest } from '../backup/manifest.js'
import { backupView } from '../backup/view.js'
import { codeOf } from '../errors.js'
import { isSideFile } from '../files/paths.js'
import { settledView } from '../sources/inspect.js'
import { recognise, recogniseHive } from '../sources/recognise.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { openReadonly, openWritable, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** What the new Hive's own bookkeeping and ours: no data that somebody made since. */
const notTheirs = /^(migration_|legacy_|sqlite_)/

/**
 * Writes what the new Hive made since the migration to a database of its own: conversations that no database in the backup
 * knows, and every row that belongs to one of them. Keys and settings are not among them. Answers the number of rows; with
 * none, there is no file. Both sides are read through views that are never written.
 */
export function exportNewData(
  backup: string,
  manifest: Manifest,
  current: string,
  file: string,
  tmpdir: string,
): number {
  if (!existsSync(current)) return 0
  const known = knownConversations(backup, manifest, tmpdir)
  const view = settledView(current, tmpdir)
  const now = openReadonly(view.path)
  const out = openWritable(file)
  let rows = 0
  try {
    out.pragma('foreign_keys = OFF')
    const tables = tablesOf(now, 'main')
    for (const id of madeIds(now, tables)) known.add(id)
    for (const table of tables) {
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

/** Ids, as texts, of the conversations that the old databases and the new one before the migration had. */
function knownConversations(backup: string, manifest: Manifest, tmpdir: string): Set<string> {
  const known = new Set<string>()
  const databases = manifest.files.filter(({ role, state, origin, bytes }) => {
    return (role === 'source' || role === 'target') && state !== 'absent' && bytes > 0 && !isSideFile(origin)
  })
  for (const file of databases) {
    try {
      for (const id of idsIn(backup, manifest, file, tmpdir)) known.add(id)
    } catch (error) {
      // What cannot be read of a damaged one is taken for new: rather too much is kept than too little.
      if (!codeOf(error).startsWith('SQLITE_')) throw error
    }
  }
  return known
}

function* idsIn(backup: string, manifest: Manifest, { origin }: BackupFile, tmpdir: string): Generator<string> {
  const view = backupView(backup, manifest, origin, tmpdir)
  if (!view) return
  try {
    const db = openReadonly(view.path)
    try {
      const tables = tablesOf(db, 'main')
      const places = [...(recognise(tables)?.recognised ?? []), ...recogniseHive(tables).recognised]
      for (const { table, source } of places.filter((place) => place.source.target === 'conversations')) {
        const ids = db.prepare(`SELECT CAST(${quoteName(source.key)} AS TEXT) FROM main.${quoteName(table.name)}`)
        yield* ids.pluck().iterate() as IterableIterator<string>
      }
    } finally {
      db.close()
    }
  } finally {
    view.close()
  }
}

/** Ids that the migration gave to conversations which had none, or which only others point to. */
function madeIds(now: Connection, tables: Table[]): string[] {
  const ledger = findTable(tables, 'migration_repairs')
  const names = ledger ? columnNames(ledger) : new Set()
  if (!['table_name', 'row_key', 'rule', 'after'].every((name) => names.has(name))) return []
  const made = now.prepare(
    `SELECT CAST(row_key AS TEXT) FROM main.migration_repairs WHERE rule = 'placeholder' AND table_name = 'conversations'
     UNION ALL SELECT CAST(after AS TEXT) FROM main.migration_repairs WHERE rule = 'missing key'`,
  )
  return made.pluck().all() as string[]
}

/** Rows of conversations that are not known go over one by one: they are few, and nothing is attached for writing. */
function copyUnknown(now: Connection, out: Connection, table: Table, known: Set<string>): number {
  const names = columnNames(table)
  const key =
    table.name.toLowerCase() === 'conversations' ? 'id' : names.has('conversation_id') ? 'conversation_id' : null
  if (key === null || !names.has(key)) return 0
  const columns = table.columns.map(({ name }) => quoteName(name)).join(', ')
  out.exec(`CREATE TABLE main.${quoteName(table.name)} (${columns})`)
  const insert = out.prepare(
    `INSERT INTO main.${quoteName(table.name)} VALUES (${table.columns.map(() => '?').join(', ')})`,
  )
  let rows = 0
  out.transaction(() => {
    const all = now.prepare(`SELECT CAST(${quoteName(key)} AS TEXT), ${columns} FROM main.${quoteName(table.name)}`)
    for (const [id, ...row] of all.raw().iterate() as IterableIterator<[string | null, ...unknown[]]>) {
      if (id === null || known.has(id)) continue
      insert.run(...row)
      rows++
    }
  })()
  return rows
}
