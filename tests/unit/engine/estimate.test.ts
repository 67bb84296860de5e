import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inspectDatabase } from '../../../src-main/engine/sources/inspect.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hive-estimate-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it.each<[string, string, number]>([
  ['no row', '', 0],
  ['rows in a row', 'INSERT INTO t VALUES (1), (2), (3)', 3],
  ['gaps: more than there are, never fewer than one', 'INSERT INTO t VALUES (1), (900)', 900],
  ['negative rowids only: not empty', 'INSERT INTO t VALUES (-5), (-4)', 1],
  ['rowid 0 only: not empty', 'INSERT INTO t VALUES (0)', 1],
])('estimates rows without counting them: %s', (_, sql, expected) => {
  const path = join(folder, 'a.db')
  const db = new Database(path)
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY); ${sql}`)
  db.close()
  const [table] = inspectDatabase(path, folder, false).tables
  expect(table).toMatchObject({ rows: expected, approximate: true })
})
