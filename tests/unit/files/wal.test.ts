/** A damaged `-wal` loses committed changes without a word from SQLite: we say so, and cry no wolf. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
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
function makeWal(work: (db: Database.Database) => void, pageSize = 4096): void {
  const db = new Database(join(folder, 'a.db'))
  db.pragma(`page_size = ${pageSize}`)
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

// More than Node reads of a file at once. The zeros behind take no room, but on Windows they would.
it.skipIf(process.platform === 'win32')('one of more than 2 GiB is read like any other', () => {
  makeWal(rows(30), 65_536)
  truncateSync(wal, 2 ** 31 + 65_560)
  expect(unreadPages(wal)).toBe(0)
})

it('a header that names no possible size of a page hides all pages, as it does from SQLite', () => {
  makeWal(rows(30))
  const bytes = readFileSync(wal)
  bytes.writeUInt32BE(4097, 8)
  const big = (bytes.readUInt32BE(0) & 1) === 1
  const header = Buffer.from(bytes.subarray(0, 24))
  if (!big) header.swap32()
  const [a, b] = sums(header, 0, [0, 0])
  bytes.writeUInt32BE(a, 24)
  bytes.writeUInt32BE(b, 28)
  writeFileSync(wal, bytes)
  expect(unreadPages(wal)).toBeGreaterThan(0)
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

/** SQLite's checksum of a `-wal`, written once more: over 32-bit words in the byte order that the file names. */
function sums(bytes: Buffer, start: number, [first, second]: [number, number]): [number, number] {
  let [a, b] = [first, second]
  for (let at = start; at < bytes.length; at += 8) {
    a = (a + bytes.readUInt32BE(at) + b) >>> 0
    b = (b + bytes.readUInt32BE(at + 4) + a) >>> 0
  }
  return [a, b]
}

/** The same `-wal` as a machine of the other byte order would have written it. */
function bigEndian(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes)
  other.writeUInt32BE(0x377f0683, 0)
  let state = sums(other.subarray(0, 24), 0, [0, 0])
  state.forEach((sum, index) => other.writeUInt32BE(sum, 24 + 4 * index))
  for (let at = 32; at + 24 + 4096 <= other.length; at += 24 + 4096) {
    state = sums(other.subarray(0, at + 8), at, state)
    state = sums(other.subarray(0, at + 24 + 4096), at + 24, state)
    state.forEach((sum, index) => other.writeUInt32BE(sum, at + 16 + 4 * index))
  }
  return other
}

it('one of a machine of the other byte order is read like any other', () => {
  makeWal((db) => {
    rows(30)(db)
    copyFileSync(join(folder, 'a.db'), join(folder, 'copy'))
  })
  const bytes = bigEndian(readFileSync(wal))
  writeFileSync(wal, bytes)
  expect(unreadPages(wal)).toBe(0)
  const db = new Database(join(folder, 'copy'), { readonly: true })
  expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(30)
  db.close()
  bytes[32 + 4120 * 5 + 100]! ^= 4
  writeFileSync(wal, bytes)
  expect(unreadPages(wal)).toBeGreaterThan(0)
})
