import { closeSync, openSync } from 'node:fs'
import { openWritable, type Connection } from '../sqlite/open.js'
import { faultPoint } from '../faults.js'
import { APPLICATION_ID, createTablesSql } from './schema/index.js'

/**
 * Bytes of a page of the new database. Whole answers fill most of it: in pages of 4,096 bytes each lies in a chain of
 * several, and copying, indexing and comparing take a tenth longer (docs/adr/0011).
 */
export const pageBytes = 8192

/**
 * Opens the new database that grows beside the target, making its tables if they are not there yet. Commits survive
 * `kill -9` and a power cut: rollback journal, synchronous FULL (anchors 0.2). No side file is left when it is closed.
 * `cacheKib` bounds its page cache in kibibytes.
 */
export function openBuilding(path: string, cacheKib: number): Connection {
  // It will hold keys: nobody else may read it, from its first byte on.
  closeSync(openSync(path, 'a', 0o600))
  const db = openWritable(path)
  try {
    prepare(db, cacheKib)
    return db
  } catch (error) {
    // A disk that is full here must not leave the file open: it is removed or taken up again.
    db.close()
    throw error
  }
}

function prepare(db: Connection, cacheKib: number): void {
  // Of a new file only: one that exists keeps its own.
  db.pragma(`main.page_size = ${pageBytes}`)
  db.pragma('main.journal_mode = TRUNCATE')
  db.pragma('main.synchronous = FULL')
  db.pragma(`main.cache_size = -${cacheKib}`)
  db.pragma('temp_store = FILE')
  db.pragma('recursive_triggers = OFF')
  faultPoint('target:created')
  db.transaction(() => {
    db.pragma(`main.application_id = ${APPLICATION_ID}`)
    for (const sql of createTablesSql) db.exec(sql)
  })()
  faultPoint('target:tables-made')
}

/** Closes it without leaving the emptied journal that TRUNCATE mode keeps. */
export function closeBuilding(db: Connection): void {
  try {
    if (!db.inTransaction) db.pragma('main.journal_mode = DELETE')
  } finally {
    db.close()
  }
  faultPoint('target:closed')
}
