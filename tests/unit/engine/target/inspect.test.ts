/** What lies where the new database goes, by what it holds and not by what it is called. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspectTarget } from '../../../../src-main/engine/target/inspect.js'
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

it('a history without our mark makes no target of a file', () => {
  holding(history, `INSERT INTO migration_history (state) VALUES ('complete')`)
  expect(inspectTarget(path, folder).kind).toBe('foreign')
})

it('a table that the target does not have is a mistake of ours, not an empty list of columns', () => {
  expect(() => columnsOf('nothing' as TargetTable)).toThrow(RangeError)
})
