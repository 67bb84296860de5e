/** Which rows of the tables of settings no file of settings fills. */
import { columnNames, findTable, tablesOf } from '../sqlite/introspect.js'
import { openReadonly, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { speltKey } from './spelt-key.js'

/** By the new table, the keys (spelt) of its rows that come from elsewhere. */
export type Elsewhere = Record<
  'configurations' | 'settings' | 'consensus_settings' | 'consensus_profiles' | 'licenses' | 'users',
  Set<string>
>

/** Further tables of old databases whose rows go there, and the column that becomes the key. */
const alsoFilledBy: Partial<Record<keyof Elsewhere, Record<string, string>>> = {
  configurations: { configuration: 'key' },
  settings: { user_preferences: 'key' },
  users: { user_profiles: 'id' },
  consensus_profiles: { pipeline_profiles: 'id' },
}

/** Every old table whose rows go to a new one, by name and key: first the one of the same name. */
function filledBy(table: keyof Elsewhere): [name: string, key: string][] {
  const own = ['consensus_profiles', 'users'].includes(table) ? 'id' : 'key'
  return [[table, own], ...Object.entries(alsoFilledBy[table] ?? {})]
}

/**
 * Keys of rows that the databases themselves have, or whose rows point to them: those rows are compared with theirs, by
 * other checks.
 */
export function rowsElsewhere(now: Connection, databases: string[]): Elsewhere {
  const keys: Elsewhere = {
    ...{ configurations: new Set(), settings: new Set(), consensus_settings: new Set() },
    ...{ consensus_profiles: new Set(), licenses: new Set(), users: new Set(placeholderUsers(now)) },
  }
  const all = Object.entries(keys) as [keyof Elsewhere, Set<string>][]
  for (const [table, found] of all) for (const each of madeKeys(now, table)) found.add(each)
  for (const path of databases) {
    const db = openReadonly(path)
    try {
      const tables = tablesOf(db, 'main')
      for (const [table, found] of all) {
        for (const [name, key] of filledBy(table)) {
          const raw = findTable(tables, name)
          if (!raw || !columnNames(raw).has(key)) continue
          const rows = db.prepare(`SELECT ${speltKey(key)} FROM main.${quoteName(raw.name)}`).pluck()
          for (const each of rows.all() as string[]) found.add(each)
        }
      }
    } finally {
      db.close()
    }
  }
  return keys
}

/** Keys that rows of the databases were given, which had none (facts T7). */
function madeKeys(db: Connection, table: keyof Elsewhere): string[] {
  const made = db
    .prepare(`SELECT CAST(after AS TEXT) FROM main.migration_repairs WHERE rule = 'missing key' AND table_name = ?`)
    .pluck()
  return filledBy(table).flatMap(([name]) => made.all(name) as string[])
}

/** Users that were made because rows of the databases point to them. */
function placeholderUsers(db: Connection): string[] {
  return db
    .prepare(
      `SELECT ${speltKey('row_key')} FROM main.migration_repairs WHERE table_name = 'users' AND rule = 'placeholder'`,
    )
    .pluck()
    .all() as string[]
}
