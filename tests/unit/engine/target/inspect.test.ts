/** What lies where the new database goes, by what it holds and not by what it is called. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspectTarget } from '../../../../src-main/engine/target/inspect.js'
import { isLater } from '../../../../src-main/engine/target/newer.js'
import { engineVersion } from '../../../../src-main/engine/version.js'
import { APPLICATION_ID, columnsOf, type TargetTable } from '../../../../src-main/engine/target/schema/index.js'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-target-'))
  path = join(folder, 'hive-ai.db')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function holding(...sql: string[]): void {
  const db = new Database(path)
  for (const each of sql) db.exec(each)
  db.close()
}
const mark = `PRAGMA application_id = ${APPLICATION_ID}`
const history = `CREATE TABLE migration_history (id INTEGER PRIMARY KEY, run_id, migration_timestamp, source_path,
  source_fingerprint, migration_stats, state)`

describe('a file with our mark', () => {
  it.each([
    ['and no table', [mark], 'fresh'],
    [
      'and no history, but rows',
      [mark, 'CREATE TABLE conversations (id)', `INSERT INTO conversations VALUES (1)`],
      'used',
    ],
    [
      'and a run that was never complete',
      [mark, history, `INSERT INTO migration_history (state) VALUES ('begun')`],
      'foreign',
    ],
  ])('%s is not one of ours', (_, sql, kind) => {
    holding(...sql)
    expect(inspectTarget(path, folder)).toMatchObject({ kind, migrated: null, history: [] })
    expect(readdirSync(folder)).toEqual(['hive-ai.db'])
  })

  it('and a complete run is, also when it tells little of it', () => {
    holding(mark, history, `INSERT INTO migration_history (state) VALUES ('complete')`)
    expect(inspectTarget(path, folder)).toMatchObject({
      kind: 'ours',
      migrated: { runId: '', at: '', source: '', rows: 0 },
      history: [{ fingerprint: '' }],
    })
  })
})

it('a history that nobody can read makes a file a strange one', () => {
  holding(mark, history, `INSERT INTO migration_history (state, migration_stats) VALUES ('complete', '{"rows": ')`)
  expect(inspectTarget(path, folder)).toMatchObject({ kind: 'foreign', migrated: null, history: [] })
})

it('a history without our mark makes no target of a file', () => {
  holding(history, `INSERT INTO migration_history (state) VALUES ('complete')`)
  expect(inspectTarget(path, folder).kind).toBe('foreign')
})

describe('what a newer Hive or a newer assistant wrote', () => {
  const used = ['CREATE TABLE conversations (id)', `INSERT INTO conversations VALUES (1)`]
  const versions = (table: string, ...numbers: unknown[]) => [
    `CREATE TABLE ${table} (version, name)`,
    ...numbers.map((each) => `INSERT INTO ${table} (version) VALUES (${JSON.stringify(each).replaceAll('"', "'")})`),
  ]
  const ours = [
    ...[mark, `${history.slice(0, -1)}, engine_version)`],
    `INSERT INTO migration_history (state, engine_version) VALUES ('complete', '${engineVersion}')`,
  ]
  const of = (version: string) =>
    `INSERT INTO migration_history (state, engine_version) VALUES ('complete', '${version}')`

  it.each([
    ['a number of the file itself', [...used, 'PRAGMA user_version = 3'], /user_version is 3/],
    [
      'a number of the file, empty',
      ['CREATE TABLE conversations (id)', 'PRAGMA user_version = 1'],
      /user_version is 1/,
    ],
    [
      'a migration that is not known',
      [...used, ...versions('schema_migrations', 13, 15)],
      /schema_migrations is at 15/,
    ],
    ['one that is written as a text', [...used, ...versions('schema_migrations', '0015')], /is at 15/],
    ['a schema that is not known', [...used, ...versions('schema_version', 2)], /schema_version is at 2/],
    ['a later version of ours', [...ours, of('99.0.0')], /version 99\.0\.0 of this assistant/],
  ])('%s says so', (_, sql, why) => {
    holding(...sql)
    expect(inspectTarget(path, folder).newer).toMatch(why)
  })

  it.each([
    ['the last known numbers', [...used, ...versions('schema_migrations', 14), ...versions('schema_version', 1)]],
    [
      'numbers that are none',
      [...used, ...versions('schema_migrations', 'first', null), ...versions('schema_version')],
    ],
    ['a table of versions without a version', [...used, 'CREATE TABLE schema_version (name)']],
    [
      'a table and a column that nobody knows',
      [...used, 'CREATE TABLE plugins (id)', 'ALTER TABLE conversations ADD mood'],
    ],
    ['this version and earlier ones', [...ours, of('0.0.9'), of('no version')]],
  ])('%s do not', (_, sql) => {
    holding(...sql)
    expect(inspectTarget(path, folder).newer).toBeNull()
  })

  it.each([
    ['0.2.0', '0.1.9', true],
    ['1.0.0', '0.9.9', true],
    ['0.1.10', '0.1.9', true],
    ['0.1.9', '0.1.10', false],
    ['0.9.9', '1.0.0', false],
    ['1.0.0', '1.0.0', false],
  ])('of versions, %s after %s: %s', (version, than, later) => {
    expect(isLater(version, than)).toBe(later)
  })
})

it('a table that the target does not have is a mistake of ours, not an empty list of columns', () => {
  expect(() => columnsOf('nothing' as TargetTable)).toThrow(RangeError)
})
