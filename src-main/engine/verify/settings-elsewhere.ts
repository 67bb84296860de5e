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

/** Further tables of old databases whose rows go there. */
const alsoFilledBy: Partial<Record<keyof Elsewhere, string>> = {
  ...{ configurations: 'configuration', settings: 'user_preferences' },
  ...{ users: 'user_profiles', consensus_profiles: 'pipeline_profiles' },
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
  for (const [table, found] of Object.entries(keys)) for (const each of madeKeys(now, table)) found.add(each)
  for (const path of databases) {
    const db = openReadonly(path)
    try {
      const tables = tablesOf(db, 'main')
      const all = Object.entries(keys) as [keyof Elsewhere, Set<string>][]
      for (const [table, name, found] of all.flatMap(([each, set]) => {
        return [each, alsoFilledBy[each] ?? each].map((name) => [each, name, set] as const)
      })) {
        const raw = findTable(tables, name)
        const column = ['consensus_profiles', 'users'].includes(table) ? 'id' : 'key'
        if (!raw || !columnNames(raw).has(column)) continue
        const rows = db.prepare(`SELECT ${speltKey(column)} FROM main.${quoteName(raw.name)}`).pluck()
        for (const each of rows.all() as string[]) found.add(each)
      }
    } finally {
      db.close()
    }
  }
  return keys
}

/** Keys that rows of the databases were given, which had none (facts T7). */
function madeKeys(db: Connection, table: string): string[] {
  const made = db.prepare(
    `SELECT CAST(after AS TEXT) FROM main.migration_repairs WHERE rule = 'missing key' AND table_name IN (?, ?)`,
  )
  return made.pluck().all(table, alsoFilledBy[table as keyof Elsewhere] ?? table) as string[]
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
