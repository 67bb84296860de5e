import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** A reference of a table: from its column to another table's, and an index that begins with it. */
type Reference = { child: string; id: bigint; from: string; parent: string; to: string | null; via: string | null }

/**
 * How many references of the new database point to nothing. Where an index begins with the column that refers, it is gone
 * through instead of its table: in the order of the keys that are looked up, so that each page is read once. What each
 * row says is compared on its own; that its indexes say the same is a check of the stricter levels.
 */
export function brokenReferences(db: Connection): number {
  const all = referencesOf(db)
  const tables = [...new Set(all.map(({ child }) => child))]
  return tables.reduce((sum, table) => {
    const references = all.filter(({ child }) => child === table)
    return sum + brokenIn(db, table, references)
  }, 0)
}

/** All at once: to ask for each table takes several times as long. */
function referencesOf(db: Connection): Reference[] {
  return db
    .prepare(
      `SELECT s.name AS child, f.id, f."from", f."table" AS parent, f."to",
         (SELECT i.name FROM pragma_index_list(s.name) AS i, pragma_index_info(i.name) AS c
          WHERE i.partial = 0 AND c.seqno = 0 AND c.name = f."from" LIMIT 1) AS via
       FROM main.sqlite_schema AS s CROSS JOIN pragma_foreign_key_list(s.name) AS f WHERE s.type = 'table'`,
    )
    .all() as Reference[]
}

function brokenIn(db: Connection, table: string, references: Reference[]): number {
  const isCompound = new Set(references.map(({ id }) => id)).size < references.length
  const looks = references.flatMap((reference) => lookByIndex(reference) ?? [])
  if (isCompound || looks.length < references.length) {
    return db.prepare(`PRAGMA main.foreign_key_check(${quoteName(table)})`).all().length
  }
  return looks.reduce((sum, look) => sum + number(db, look), 0)
}

/** The statement that counts the broken ones by an index; null where there is none. */
function lookByIndex({ child, from, parent, to, via }: Reference): string | null {
  if (to === null || via === null) return null
  const [column, key] = [`c.${quoteName(from)}`, `p.${quoteName(to)}`]
  return `SELECT count(*) FROM main.${quoteName(child)} AS c INDEXED BY ${quoteName(via)}
    WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.${quoteName(parent)} AS p WHERE ${key} = ${column})`
}
