/** Changes the sample's database as years of use and other programs may have. */
import { copyFileSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Runs `change` on a database without foreign keys, so that it may break what the old Hive never enforced. */
export function changeDatabase(path: string, change: (db: Database.Database) => void): void {
  const db = new Database(path)
  try {
    db.pragma('foreign_keys = OFF')
    // Renaming a table must not rewrite the foreign keys of the others.
    db.pragma('legacy_alter_table = ON')
    change(db)
  } finally {
    db.close()
  }
}

/** Makes a table anew with other column declarations, keeping its rows. */
export function redeclare(db: Database.Database, table: string, columns: string, options = ''): void {
  const names = (db.pragma(`main.table_info(${table})`) as { name: string }[]).map(({ name }) => name).join(', ')
  db.exec(`ALTER TABLE ${table} RENAME TO before_${table}`)
  db.exec(`CREATE TABLE ${table} (${columns}) ${options}`)
  db.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM before_${table}`)
  db.exec(`DROP TABLE before_${table}`)
}

/** A private copy with its `-wal`, which may be opened in place. */
export function privateCopy(path: string, to: string): string {
  for (const suffix of ['', '-wal', '-journal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, to + suffix)
  return to
}
