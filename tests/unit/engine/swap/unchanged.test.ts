/** Is what lies there what the backup holds? By bytes, or by what the bytes mean once they are one file. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup } from '../../../../src-main/engine/backup/create.js'
import { foldInPlace } from '../../../../src-main/engine/backup/fold.js'
import { assertAsBackedUp, isAsBackedUp } from '../../../../src-main/engine/swap/unchanged.js'
import { failureOf } from '../../../support/engine.js'
import { openElsewhere } from '../../../support/other-program.js'
import { makeDatabase } from '../../../support/small-database.js'
import { openFilesBelow } from '../../../support/open-files.js'

let root: string
let database: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-unchanged-'))
  mkdirSync(at('work'))
  database = at('a.db')
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const backUp = async () => {
  await createBackup({
    ...{ id: 'b', kind: 'migration', runId: 'r', source: 's', target: database, folder: at('b'), absentFolders: [] },
    items: [{ role: 'target', path: database, database: true, replaced: true }],
    signal: new AbortController().signal,
  })
}
const same = (suffix = '') => isAsBackedUp(at('b'), database + suffix)
const compare = () => assertAsBackedUp(at('b'), database, at('work'))
const leaveWal = async (...steps: string[]) => {
  const app = await openElsewhere(database, ['PRAGMA journal_mode = WAL', ...steps])
  await app.end('kill')
}

describe('a single file', () => {
  it('is what was backed up, changed, gone, or there for the first time', async () => {
    makeDatabase(database, 'CREATE TABLE a (n)')
    await backUp()
    expect(await same()).toBe(true)
    expect(await same('-wal')).toBe(true)
    writeFileSync(`${database}-wal`, '')
    expect(await same('-wal'), 'an empty file that somebody made since is theirs').toBe(false)
    writeFileSync(`${database}-wal`, 'x')
    expect(await same('-wal')).toBe(false)
    makeDatabase(database, 'CREATE TABLE b (n)')
    expect(await same()).toBe(false)
    rmSync(database)
    expect(await same()).toBe(false)
    expect(await isAsBackedUp(at('nowhere'), database)).toBe(false)
  })

  it('that was empty is the same while it is empty or gone', async () => {
    writeFileSync(database, '')
    await backUp()
    expect(await same()).toBe(true)
    writeFileSync(database, 'x')
    expect(await same()).toBe(false)
    rmSync(database)
    expect(await same()).toBe(true)
  })
})

describe('a database', () => {
  it('is the same after its -wal was folded into it, and leaves no copy behind', async () => {
    await leaveWal('CREATE TABLE a (n)', 'INSERT INTO a VALUES (1)')
    await backUp()
    foldInPlace(database)
    expect(existsSync(`${database}-wal`)).toBe(false)
    for (const name of ['then.db', 'now.db-wal', 'then.db-shm']) writeFileSync(at(`work/${name}`), 'left by a death')
    await compare()
    expect(readdirSync(at('work')).filter((name) => name.endsWith('.db'))).toEqual([])
  })

  it('is the same when only its -shm differs', async () => {
    await leaveWal('CREATE TABLE a (n)')
    await backUp()
    writeFileSync(`${database}-shm`, Buffer.alloc(32768))
    await compare()
  })

  it.each([
    ['another value', 'UPDATE a SET n = 2'],
    ['one row more', 'INSERT INTO a VALUES (1)'],
    ['a table more', 'CREATE TABLE b (n)'],
  ])('is another one with %s, in the file or in its -wal', async (_, sql) => {
    makeDatabase(database, 'CREATE TABLE a (n); INSERT INTO a VALUES (1)')
    await backUp()
    const size = statSync(database).size
    await leaveWal(sql)
    expect(statSync(database).size).toBe(size)
    expect((await failureOf(compare())).code).toBe('HM-TARGET-HAS-DATA')
    foldInPlace(database)
    expect((await failureOf(compare())).code).toBe('HM-TARGET-HAS-DATA')
    expect(readdirSync(at('work')).filter((name) => name.endsWith('.db'))).toEqual([])
  })

  it('that was not there is another one, and one that is gone is nothing to lose', async () => {
    await backUp()
    await compare()
    makeDatabase(database, 'CREATE TABLE a (n)')
    expect((await failureOf(compare())).code).toBe('HM-TARGET-HAS-DATA')
  })
})

describe('a damaged database', () => {
  beforeEach(async () => {
    writeFileSync(database, 'no database at all'.repeat(100))
    writeFileSync(`${database}-wal`, 'rows that nobody can read')
    await backUp()
  })
  const compareDamaged = () => assertAsBackedUp(at('b'), database, at('work'), true)

  it('is the same by its bytes, also when a death took its side files away', async () => {
    await compareDamaged()
    await compare()
    rmSync(`${database}-wal`)
    await compareDamaged()
    expect((await failureOf(compare())).code, 'it cannot be folded').toBe('HM-TARGET-HAS-DATA')
  })

  it('is another one when a byte of it, or of a side file, is another', async () => {
    writeFileSync(`${database}-wal`, 'rows that nobody can reaD')
    expect((await failureOf(compareDamaged())).code).toBe('HM-TARGET-HAS-DATA')
    rmSync(`${database}-wal`)
    writeFileSync(database, 'another')
    expect((await failureOf(compareDamaged())).code).toBe('HM-TARGET-HAS-DATA')
  })

  it('when it cannot be looked at, that is said as it is', async () => {
    writeFileSync(`${database}-wal`, 'changed')
    await expect(assertAsBackedUp(at('b'), database, at('nowhere'))).rejects.toThrow('ENOENT')
  })
})

it('a folder in the place of a database is somebody’s', async () => {
  await backUp()
  mkdirSync(database)
  expect((await failureOf(compare())).code).toBe('HM-TARGET-HAS-DATA')
})
