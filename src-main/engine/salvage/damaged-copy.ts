import { chmodSync, closeSync, existsSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../errors.js'
import { copyBytes } from '../files/durable.js'
import { sideSuffixes } from '../files/paths.js'
import type { Unreadable } from '../model/index.js'
import { mendHeader } from './header.js'
import { openWritable, type Connection } from '../sqlite/open.js'

/** A damaged database's files: the database, and what lies beside it and holds something. */
export type DamagedFiles = { main: string; wal: string | null; journal: string | null }

/** The copy to read from, what could not be used for it, and whether its header still tells the free pages. */
export type DamagedCopy = { path: string; unreadable: Unreadable[]; lostFreeList: boolean }

/**
 * Copies a damaged database to `folder`, mends its header there and folds it as far as SQLite can: what its `-wal` or
 * `-journal` still says is in the one file then. A side file that cannot be used is left out, and named in `unreadable`.
 */
export function copyDamaged(files: DamagedFiles, folder: string): DamagedCopy {
  const path = join(folder, 'damaged.db')
  for (const suffix of ['', ...sideSuffixes]) rmSync(path + suffix, { force: true })
  const copies: [string | null, string][] = [
    [files.main, ''],
    [files.wal, '-wal'],
    [files.journal, '-journal'],
  ]
  for (const [from, suffix] of copies) {
    if (from === null) continue
    copyBytes(from, path + suffix)
    chmodSync(path + suffix, 0o600)
  }
  const mended = mendHeader(path)
  fold(path)
  const unreadable: Unreadable[] = mended ? [{ table: '(header)', rows: 0, detail: mended.words }] : []
  for (const [suffix, what] of [
    ['-wal', 'changes that were not yet in the database file'],
    ['-journal', 'what a cut-off change has to be taken back with'],
  ] as const) {
    if (!existsSync(path + suffix)) continue
    rmSync(path + suffix)
    unreadable.push({ table: `(${suffix})`, rows: null, detail: `SQLite cannot use it: ${what}` })
  }
  rmSync(`${path}-shm`, { force: true })
  leaveWalMode(path)
  return { path, unreadable, lostFreeList: mended?.lostFreeList ?? false }
}

/** Each step alone: one that meets damage must not keep the others from what they can do. */
function fold(path: string): void {
  const steps: ((db: Connection) => unknown)[] = [
    (db) => db.pragma('main.wal_checkpoint(TRUNCATE)'),
    (db) => db.pragma('main.journal_mode = DELETE'),
    (db) => db.prepare('SELECT count(*) FROM main.sqlite_schema').get(),
  ]
  for (const step of steps) {
    try {
      const db = openWritable(path)
      try {
        step(db)
      } finally {
        db.close()
      }
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_')) throw error
    }
  }
}

/** Bytes 18 and 19 of the header say that a `-wal` belongs to the file; there is none any more. */
function leaveWalMode(path: string): void {
  const file = openSync(path, 'r+')
  try {
    const versions = Buffer.alloc(2)
    readSync(file, versions, 0, 2, 18)
    if (versions[0] === 2 || versions[1] === 2) writeSync(file, Buffer.from([1, 1]), 0, 2, 18)
  } finally {
    closeSync(file)
  }
}
