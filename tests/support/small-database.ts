/** Small databases of a test's own. */
import Database from 'better-sqlite3'

/** Makes a database, or changes it: runs SQL and closes it whole, in one file. */
export function makeDatabase(path: string, sql: string): void {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}

/** All rows of a statement, read from a file that stays as it is. */
export function rowsOf(path: string, sql: string): unknown[][] {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(sql).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}
