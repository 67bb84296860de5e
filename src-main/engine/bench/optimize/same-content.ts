import { quoteName } from '../../sqlite/quote.js'
import { attach, number, openReadonly, openWritable } from '../../sqlite/open.js'
import { tablesOf } from '../../sqlite/introspect.js'

/** Tables that SQLite keeps for itself, which ANALYZE and search fill anew. */
const derived = /^(sqlite_stat\d|(conversations|curator_truths)_fts(_.*)?)$/i

/**
 * Whether two databases hold the same rows, value by value and type by type, and are sound. Search is compared by what it
 * holds, not by how it keeps it. Neither changes.
 */
export function hasSameContent(one: string, other: string): boolean {
  const db = openWritable(':memory:')
  try {
    attach(db, one, 'one')
    attach(db, other, 'two')
    if (db.pragma('two.quick_check', { simple: true }) !== 'ok') return false
    const [here, there] = [tablesOf(db, 'one'), tablesOf(db, 'two')]
    if (schemaOf(one) !== schemaOf(other) || here.length !== there.length) return false
    return here
      .filter(({ name }) => !derived.test(name))
      .every(({ name, columns }) => {
        const cells = columns.flatMap((column) => [
          `typeof(${quoteName(column.name)})`,
          // What a collation takes for the same is not.
          `CASE WHEN typeof(${quoteName(column.name)}) = 'text' THEN CAST(${quoteName(column.name)} AS BLOB) ELSE ${quoteName(column.name)} END`,
        ])
        const rows = (alias: string) => `SELECT ${cells.join(', ')} FROM ${alias}.${quoteName(name)}`
        const count = (alias: string) => number(db, `SELECT count(*) FROM ${alias}.${quoteName(name)} NOT INDEXED`)
        const missing = (a: string, b: string) => number(db, `SELECT count(*) FROM (${rows(a)} EXCEPT ${rows(b)})`)
        return count('one') === count('two') && missing('one', 'two') === 0 && missing('two', 'one') === 0
      })
  } finally {
    db.close()
  }
}

function schemaOf(path: string): string {
  const db = openReadonly(path)
  try {
    const rows = db
      .prepare(`SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name`)
      .raw()
      .all()
    return JSON.stringify(rows)
  } finally {
    db.close()
  }
}
