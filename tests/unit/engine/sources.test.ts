/** What a file says of itself, and what SQLite's and the system's refusals mean to a person. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HiveError, toFailure } from '../../../src-main/engine/errors.js'
import { inspectDatabase, settledView, sourceError, withDatabase } from '../../../src-main/engine/sources/inspect.js'
import { systemError } from '../../support/machine.js'

let folder: string
let path: string
let views: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-sources-'))
  path = join(folder, 'a.db')
  views = mkdtempSync(join(folder, 'views-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function database(...sql: string[]): void {
  const db = new Database(path)
  for (const each of sql) db.exec(each)
  db.close()
}

describe('a refusal', () => {
  it.each([
    ['SQLITE_NOTADB', 'HM-SOURCE-NOT-A-DATABASE'],
    ['SQLITE_CORRUPT_VTAB', 'HM-SOURCE-CORRUPT'],
    ['SQLITE_IOERR_SHORT_READ', 'HM-SOURCE-CORRUPT'],
    ['SQLITE_BUSY_SNAPSHOT', 'HM-SOURCE-LOCKED'],
    ['SQLITE_LOCKED', 'HM-SOURCE-LOCKED'],
    ['SQLITE_TOOBIG', 'HM-SOURCE-SCHEMA'],
    ['SQLITE_ERROR', 'HM-SOURCE-SCHEMA'],
  ])('%s is %s, with the file’s name', (code, expected) => {
    const failure = toFailure(sourceError(path, systemError(code)))
    expect(failure.code).toBe(expected)
    expect(failure.detail).toContain(path)
  })

  it('of two encodings is told from a refused schema', () => {
    const error = Object.assign(new Error('attached databases must use the same text encoding'), {
      code: 'SQLITE_ERROR',
    })
    expect(sourceError(path, error)).toMatchObject({ code: 'HM-SOURCE-ENCODING' })
  })

  it.each([new HiveError('HM-USAGE', 'known'), systemError('SQLITE_FULL'), 'text', null])(
    'that is none of the file’s stays what it was (%s)',
    (error) => {
      expect(sourceError(path, error)).toBe(error)
    },
  )
})

describe('a file', () => {
  const look = () => inspectDatabase(path, views, true)
  const codeOf = (work: () => unknown) => {
    try {
      work()
    } catch (error) {
      return toFailure(error).code
    }
    return 'none'
  }

  it.each([
    ['without a table', [], 'empty'],
    ['of photos', ['CREATE TABLE photos (a)'], 'unknown'],
    ['of a new Hive that was started', ['CREATE TABLE welcome_analytics (a)'], 'new-hive'],
    ['of a migration', ['PRAGMA application_id = 0x48697665', 'CREATE TABLE conversations (id)'], 'target'],
  ])('%s is told by its tables', (_, sql, shape) => {
    database('PRAGMA user_version = 1', ...sql)
    expect(look().shape).toBe(shape)
    expect(readdirSync(views)).toEqual([])
  })

  it('that is not there yet', () => {
    expect(codeOf(look)).toBe('HM-SOURCE-MISSING')
    database('CREATE TABLE t (a)')
    expect(look().tables).toHaveLength(1)
  })

  it('whose journal cannot be rolled back is refused, and no copy of it stays', () => {
    writeFileSync(path, 'no database at all, though long enough'.repeat(200))
    writeFileSync(`${path}-journal`, Buffer.from('d9d505f920a163d7', 'hex'))
    expect(codeOf(() => settledView(path, views))).toBe('HM-SOURCE-NOT-A-DATABASE')
    expect(readdirSync(views)).toEqual([])
  })

  it('that is read while something goes wrong leaves no copy of it either', () => {
    database('CREATE TABLE t (a)')
    expect(() =>
      withDatabase(path, views, () => {
        throw new Error('in the middle')
      }),
    ).toThrow('in the middle')
    expect(readdirSync(views)).toEqual([])
  })
})
