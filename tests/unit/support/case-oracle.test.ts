/** The oracle of tests/cases finds what is there and misses nothing that is not: each damage that a test does is told. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { findValues } from '../../support/case/oracle/find.js'
import { readDatabase } from '../../support/case/oracle/read.js'

const folder = mkdtempSync(join(tmpdir(), 'hive-oracle-'))
afterAll(() => rmSync(folder, { recursive: true }))

const old = `CREATE TABLE conversations (id TEXT PRIMARY KEY, question TEXT, created_at TEXT, extra);
  INSERT INTO conversations VALUES ('a', 'q', '1700000000', 7), (NULL, 'nobody', NULL, x'00');
  CREATE TABLE conversation_topics (id INTEGER PRIMARY KEY, topic TEXT, confidence REAL);
  INSERT INTO conversation_topics VALUES (1, 't', 0.5);
  CREATE TABLE notes (body); INSERT INTO notes VALUES ('same'), ('same');`

/** A new database that holds all of it, in each of the ways that design 4 knows. */
const sound = `CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT, question TEXT, created_at TEXT);
  INSERT INTO conversations VALUES ('a', 'q', 'q', '2023-11-14T22:13:20.000Z');
  CREATE TABLE conversation_topics (id INTEGER PRIMARY KEY, topic TEXT, weight REAL);
  INSERT INTO conversation_topics VALUES (1, 't', 0.5);
  CREATE TABLE migration_repairs (source TEXT, table_name TEXT, row_key, column_name TEXT, before, after);
  INSERT INTO migration_repairs VALUES ('/old.db', 'conversations', 'a', 'created_at', '1700000000', '2023-11-14T22:13:20.000Z');
  CREATE TABLE migration_quarantine (source TEXT, table_name TEXT, row_key, column_name TEXT, value);
  INSERT INTO migration_quarantine VALUES ('/old.db', 'conversations', 2, 'id', NULL), ('/old.db', 'conversations', 2, 'question', 'nobody'),
    ('/old.db', 'conversations', 2, 'created_at', NULL), ('/old.db', 'conversations', 2, 'extra', x'00');
  CREATE TABLE migration_carried (source TEXT, table_name TEXT, column_name TEXT, legacy_table TEXT);
  INSERT INTO migration_carried VALUES ('/old.db', 'conversations', 'extra', 'legacy_conversations'), ('/old.db', 'notes', NULL, 'legacy_notes');
  CREATE TABLE legacy_conversations (hm_rowid INTEGER PRIMARY KEY, id, extra); INSERT INTO legacy_conversations VALUES (1, 'a', 7);
  CREATE TABLE legacy_notes (hm_rowid INTEGER PRIMARY KEY, body); INSERT INTO legacy_notes VALUES (1, 'same'), (2, 'same');`

function make(name: string, ...sql: string[]): string {
  const path = join(folder, name)
  rmSync(path, { force: true })
  const db = new Database(path)
  for (const each of sql) db.exec(each)
  db.close()
  return path
}

function search(damage = '', realPath = '/old.db') {
  const tables = readDatabase(make('old.db', old))
  return findValues([{ name: 'old.db', realPath, tables }], readDatabase(make('new.db', sound, damage)))
}

it('finds every cell in its place, in a repair, in quarantine and in the carried tables', () => {
  expect(search()).toEqual({ lost: [], moved: [], cells: 13 })
})

it.each([
  ['a changed text', `UPDATE conversations SET question = 'Q', title = 'Q'`, 'conversations.question of row text "a"'],
  ['another type', `UPDATE legacy_conversations SET extra = '7'`, 'conversations.extra of row text "a"'],
  ['a missing row', `DELETE FROM conversation_topics`, 'conversation_topics.topic of row i:1'],
  [
    'a repair without the value before',
    `UPDATE migration_repairs SET before = 1700000000`,
    'created_at of row text "a"',
  ],
  ['a repair of another row', `UPDATE migration_repairs SET row_key = 'b'`, 'created_at of row text "a"'],
  [
    'a quarantined row without one cell',
    `DELETE FROM migration_quarantine WHERE column_name = 'question'`,
    'conversations.question of row n',
  ],
  [
    'NULL that became a moment',
    `UPDATE migration_quarantine SET value = '2025-01-01' WHERE column_name = 'created_at'`,
    'conversations.created_at of row n',
  ],
  ['one of two equal rows', `DELETE FROM legacy_notes WHERE hm_rowid = 2`, 'notes.body'],
  ['a carried table that is not listed', `DELETE FROM migration_carried WHERE table_name = 'notes'`, 'notes.body'],
])('tells %s', (_, damage, what) => {
  const { lost } = search(damage)
  expect(lost.join('\n')).toContain(what)
})

it('says when a value stands where nobody wrote that it may', () => {
  const { lost, moved } = search(`UPDATE conversations SET question = NULL`)
  expect(lost).toEqual([])
  expect(moved).toEqual(['conversations.question -> conversations.title'])
})

it('takes a record of another source for none of this one', () => {
  const tables = readDatabase(make('old.db', old))
  const other = { name: 'other.db', realPath: '/old.db', tables: new Map<string, never>() }
  const { lost } = findValues(
    [{ name: 'old.db', realPath: '/second.db', tables }, other],
    readDatabase(make('new.db', sound)),
  )
  expect(lost.length).toBeGreaterThan(0)
})
