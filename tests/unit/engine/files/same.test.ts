/** Has a database changed? By what is cheap to look at, and by its pages. */
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyOnline } from '../../../../src-main/engine/backup/copy-file.js'
import { holdTheSame } from '../../../../src-main/engine/files/same-database.js'
import { databaseStamp } from '../../../../src-main/engine/files/stamp.js'
import { changeDatabase } from '../../../support/old-database.js'
import { makeDatabase } from '../../../support/small-database.js'

let folder: string
let file: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-same-'))
  ;[file, copy] = [join(folder, 'a.db'), join(folder, 'b.db')]
  makeDatabase(file, `CREATE TABLE t (a); INSERT INTO t VALUES (1), ('${'x'.repeat(3_000_000)}')`)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('by its pages', () => {
  it('a copy is the same, also one that SQLite made, which counts its header’s numbers anew', async () => {
    copyFileSync(file, copy)
    expect(holdTheSame(file, copy)).toBe(true)
    await copyOnline(file, copy)
    expect(holdTheSame(file, copy)).toBe(true)
  })

  it('the same after a change that was taken back are the same', () => {
    copyFileSync(file, copy)
    changeDatabase(file, (db) => {
      for (const number of [7, 0]) db.pragma(`user_version = ${number}`)
    })
    expect(holdTheSame(file, copy)).toBe(true)
  })

  it.each([
    ['a value', 'UPDATE t SET a = 2 WHERE rowid = 1'],
    ['a table', 'CREATE TABLE u (a)'],
    ['a number of a program’s own', 'PRAGMA user_version = 7'],
    ['whose it is', 'PRAGMA application_id = 7'],
  ])('%s makes it another one', (_, sql) => {
    copyFileSync(file, copy)
    changeDatabase(file, (db) => db.exec(sql))
    expect(holdTheSame(file, copy)).toBe(false)
  })

  it('every other byte of the header and a byte far behind count, and so does the length', () => {
    const bytes = Buffer.alloc(2_500_000, 7)
    writeFileSync(file, bytes)
    const counted = (at: number) => {
      const other = Buffer.from(bytes)
      other[at] = 8
      writeFileSync(copy, other)
      return !holdTheSame(file, copy)
    }
    const free = Array.from({ length: 100 }, (_, at) => at).filter((at) => !counted(at))
    expect(free).toEqual([24, 25, 26, 27, 40, 41, 42, 43, 92, 93, 94, 95, 96, 97, 98, 99])
    expect(counted((1 << 20) + 24), 'the same place of a later piece is no header').toBe(true)
    expect(counted(bytes.length - 1)).toBe(true)
    copyFileSync(file, copy)
    truncateSync(copy, bytes.length - 1)
    expect(holdTheSame(file, copy)).toBe(false)
  })
})

describe('by its stamp', () => {
  const past = new Date(Date.now() - 3_600_000)
  /** A moment at which every time of the file is long ago. */
  const later = () => Date.now() + 60_000
  const stamp = (now = later()) => databaseStamp(file, 'linux', now)

  it('stays the same while nobody writes, and whoever reads', () => {
    const before = stamp()
    expect(before).not.toBeNull()
    const db = new Database(file, { readonly: true })
    db.prepare('SELECT count(*) FROM t').get()
    db.close()
    writeFileSync(`${file}-shm`, 'x')
    writeFileSync(`${file}-wal`, '')
    expect(stamp()).toBe(before)
  })

  it('is another one after a write, though its size and time be the same', () => {
    utimesSync(file, past, past)
    const before = stamp()
    changeDatabase(file, (db) => db.exec('UPDATE t SET a = 2 WHERE rowid = 1'))
    utimesSync(file, past, past)
    expect(stamp()).not.toBe(before)
  })

  it.each(['-wal', '-journal'])('is another one after something came into its %s', (side) => {
    writeFileSync(file + side, 'x')
    const before = stamp()
    appendFileSync(file + side, 'y')
    expect(stamp()).not.toBe(before)
  })

  it('is none where it could not be relied on: just written, gone, or on Windows', () => {
    expect(stamp(Date.now())).toBeNull()
    expect(databaseStamp(file, 'win32', later())).toBeNull()
    expect(databaseStamp(join(folder, 'none'), 'linux', later())).toBeNull()
    utimesSync(file, new Date(later() + 1000), new Date(later() + 1000))
    expect(stamp(), 'a time that is yet to come').toBeNull()
  })
})
