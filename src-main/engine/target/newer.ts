import { columnNames, findTable, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { engineVersion } from '../version.js'

/**
 * The highest number that a Hive we know wrote into each of its tables of versions: migrations 001 to 013, and 014 that was
 * there for a moment (facts 2.4 (b)); `SCHEMA_VERSION` of the Rust core (facts 1.7.7).
 */
const known: Readonly<Record<string, number>> = { schema_migrations: 14, schema_version: 1 }

/**
 * What a database says of itself that no Hive and no assistant up to this one writes: it comes from a newer one, whose
 * tables may mean something else than those we know. The shipped app numbers nothing (facts 2.3), so that tables and columns
 * that we do not know are no sign of it: whoever has rows there keeps them. `ours` says whether it was migrated to.
 */
export function signOfNewer(db: Connection, tables: Table[], ours: boolean): string | null {
  const own = Number(db.pragma('main.user_version', { simple: true }))
  // No Hive that we know sets it (facts 1.7, 2.3).
  if (own > 0) return `its user_version is ${own}, and no known Hive sets one`
  for (const [name, highest] of Object.entries(known)) {
    const table = findTable(tables, name)
    if (!table || !columnNames(table).has('version')) continue
    const of = quoteName(table.name)
    const found = number(db, `SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM main.${of}`)
    if (found > highest) return `${name} is at ${found}, and the newest known is ${highest}`
  }
  const books = ours ? findTable(tables, 'migration_history') : undefined
  if (!books || !columnNames(books).has('engine_version')) return null
  const wrote = db
    .prepare(`SELECT engine_version FROM main.migration_history WHERE state = 'complete'`)
    .pluck()
    .all() as (string | null)[]
  const later = wrote.find((version) => version !== null && isLater(version, engineVersion))
  return later === undefined ? null : `version ${later} of this assistant wrote it, and this is ${engineVersion}`
}

/** Compares the three numbers of a version; what is no version is not later. */
export function isLater(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number))
  if (!a || !b) return false
  const differs = a.findIndex((part, index) => part !== b[index])
  return differs >= 0 && (a[differs] ?? 0) > (b[differs] ?? 0)
}
