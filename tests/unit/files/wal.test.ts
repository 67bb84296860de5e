/** A damaged `-wal` loses committed changes without a word from SQLite: we say so, and cry no wolf. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unreadPages } from '../../../src-main/engine/files/wal.js'

let folder: string
let wal: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-wal-'))
  wal = join(folder, 'copy-wal')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A `-wal` of some changes, as it lies there while the database is open. */
function makeWal(work: (db: Database.Database) => void): void {
  const db = new Database(join(folder, 'a.db'))
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE t (a)')
  work(db)
  copyFileSync(join(folder, 'a.db-wal'), wal)
  db.close()
}

const rows = (count: number) => (db: Database.Database) => {
  for (let row = 0; row < count; row++) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(500))
}

it('a sound one, and none, have nothing unread', () => {
  expect(unreadPages(wal)).toBe(0)
  makeWal(rows(30))
  expect(unreadPages(wal)).toBe(0)
})

it('pages of an older round are not unread changes', () => {
  makeWal((db) => {
    rows(60)(db)
    db.pragma('wal_checkpoint(RESTART)')
    rows(3)(db)
  })
  expect(unreadPages(wal)).toBe(0)
})

it('a change that was cut off before its end was never committed', () => {
  makeWal(rows(30))
  const bytes = readFileSync(wal)
  writeFileSync(wal, bytes.subarray(0, bytes.length - 1000))
  expect(unreadPages(wal)).toBe(0)
})

it.each([
  ['the header', 12],
  ['a page', 32 + 4120 * 5 + 100],
  ['the head of a page', 32 + 4120 * 5 + 9],
  ['the last page', 32 + 4120 * 31 + 500],
])('a bit of %s hides what was committed behind it', (_, at) => {
  makeWal(rows(30))
  const bytes = readFileSync(wal)
  bytes[Math.min(at, bytes.length - 10)]! ^= 4
  writeFileSync(wal, bytes)
  expect(unreadPages(wal)).toBeGreaterThan(0)
})
