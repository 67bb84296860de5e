import Database from 'better-sqlite3'

export type Connection = Database.Database

/** Milliseconds to wait for a lock of another connection before SQLITE_BUSY. */
const busyTimeoutMs = 2000

/** Opens a file to read it. Only private copies, hard links in a private folder and files of our own are opened. */
export function openReadonly(path: string): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs })
  try {
    protect(db)
    db.pragma(`main.cache_size = -${2 * readCacheKib}`)
    return db
  } catch (error) {
    // What is no database fails at its first statement, and would stay open until it is collected.
    db.close()
    throw error
  }
}

/** Opens (or creates) a file of our own to write it. */
export function openWritable(path: string): Connection {
  const db = new Database(path, { timeout: busyTimeoutMs })
  protect(db)
  db.pragma('main.mmap_size = 0')
  return db
}

/** A hostile schema must not run functions from its views, triggers or defaults. */
function protect(db: Connection): void {
  db.pragma('trusted_schema = OFF')
  db.defaultSafeIntegers(true)
}

/**
 * Kibibytes of page cache of a file that is read through once. The upper pages of its indexes find room; with more
 * of them everything is slower, for they leave the processor's own caches (docs/adr/0011).
 */
const readCacheKib = 512

/**
 * Attaches a file under an alias; the path is bound, never part of the SQL text. Its page cache is small: memory must not
 * grow with the number of files and threads.
 */
export function attach(db: Connection, path: string, alias: string): void {
  db.prepare(`ATTACH DATABASE ? AS "${alias}"`).run(path)
  db.pragma(`"${alias}".cache_size = -${readCacheKib}`)
}

/** Keeps what is made in between (temporary tables, sorting) on the disk, with little of it in memory. */
export function sparseTemporary(db: Connection): void {
  db.pragma('temp_store = FILE')
  db.pragma(`temp.cache_size = -${2 * readCacheKib}`)
}

/** Takes an attached file away again; not within a transaction. */
export function detach(db: Connection, alias: string): void {
  db.prepare(`DETACH DATABASE "${alias}"`).run()
}

/**
 * Rows of a table, counted in the table itself: an index may be out of step with it, which quick_check does not see, or
 * need a collation that this process lacks (traps).
 */
export function countTable(db: Connection, qualified: string): number {
  return number(db, `SELECT count(*) FROM ${qualified} NOT INDEXED`)
}

/** Whether SQLite refused a statement because a collation of the file is unknown to this process: no damage. */
export function lacksCollation(error: unknown): boolean {
  return /no such collation sequence/.test(String(error))
}

/** The single value of a single-row, single-column statement, as a number (counts and sizes below 2^53). */
export function number(db: Connection, sql: string, ...parameters: unknown[]): number {
  return Number(
    db
      .prepare(sql)
      .pluck()
      .get(...parameters) ?? 0,
  )
}
