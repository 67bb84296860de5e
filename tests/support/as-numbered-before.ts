import { copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'

/** The column that holds a table's number in the new database, where it is not the old one's. */
const keys: Record<string, string> = { knowledge_conversations: 'kc_id' }
const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * A private copy of a new database as one run would have made it: rows that a later stage gave a new number get the number
 * that `migration_repairs` says they had, and what each stage carried lies in one table. What compares it with the old
 * database (independent_check.py) proves the records together with the values.
 */
export function asNumberedBefore(target: string, copy: string): void {
  copyFileSync(target, copy)
  const db = new Database(copy)
  try {
    const names = (type: string) =>
      db.prepare('SELECT name FROM sqlite_schema WHERE type = ?').pluck().all(type) as string[]
    for (const trigger of names('trigger')) db.exec(`DROP TRIGGER ${quote(trigger)}`)
    for (const table of names('table')) {
      const first = /^(legacy_.+)_\d+$/.exec(table)?.[1]
      if (!first || db.prepare(`SELECT 1 FROM ${quote(table)}`).get() === undefined) continue
      db.exec(`INSERT INTO ${quote(first)} SELECT * FROM ${quote(table)}; DROP TABLE ${quote(table)}`)
    }
    db.pragma('foreign_keys = OFF')
    const renumbered = db.prepare(
      `SELECT table_name AS "table", column_name AS "column", before, after FROM migration_repairs WHERE rule = 'new number'`,
    )
    const rows = renumbered.all() as { table: string; column: string; before: number; after: number }[]
    // Below zero first: a number that was given anew may be the old one of another row.
    const places = new Set<string>()
    db.exec('BEGIN')
    for (const { table, column, before, after } of rows) {
      const key = quote(keys[table] ?? column)
      db.prepare(`UPDATE ${quote(table)} SET ${key} = ? WHERE ${key} = ?`).run(-before, after)
      places.add(`${quote(table)} SET ${key} = -${key} WHERE ${key} < 0`)
    }
    for (const place of places) db.exec(`UPDATE ${place}`)
    db.exec('COMMIT')
  } finally {
    db.close()
  }
}
