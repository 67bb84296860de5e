import Database from 'better-sqlite3'

/** Makes a database in UTF-16 from SQL. */
export function inUtf16(path: string, encoding: 'UTF-16le' | 'UTF-16be', statements: string[]): void {
  const db = new Database(path)
  try {
    db.pragma(`encoding = '${encoding}'`)
    db.pragma('foreign_keys = OFF')
    for (const sql of statements) db.exec(sql)
  } finally {
    db.close()
  }
}
