/** References that point to nothing are found through an index, and where there is none. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenReferences } from '../../../../src-main/engine/verify/references.js'
import { newTarget } from '../../../support/target-database.js'

let db: Database.Database
afterEach(() => {
  db.close()
})

describe('of the new database', () => {
  beforeEach(() => {
    db = newTarget()
    db.defaultSafeIntegers(true)
    db.pragma('foreign_keys = OFF')
    db.exec(`INSERT INTO conversations (id) VALUES ('a'), ('b')`)
  })

  it.each([
    ['a row with an index', `INSERT INTO cost_analytics (conversation_id) VALUES ('a'), ('gone'), ('b'), ('gone')`, 2],
    [
      'a row without one',
      `INSERT INTO memory_context_logs (log_id, request_id, conversation_id) VALUES (1, 1, 'gone')`,
      1,
    ],
    ['another case', `INSERT INTO cost_analytics (conversation_id) VALUES ('A')`, 1],
    ['nothing', `INSERT INTO performance_metrics (conversation_id) VALUES (NULL)`, 0],
    ['what is there', `INSERT INTO cost_analytics (conversation_id) VALUES ('a')`, 0],
  ])('%s', (_, sql, broken) => {
    db.exec(sql)
    expect(brokenReferences(db)).toBe(broken)
    expect(db.pragma('main.foreign_key_check')).toHaveLength(broken)
  })

  it('are looked up in the order of an index, of every table that hangs on conversations', () => {
    const tables = db
      .prepare(
        `SELECT s.name FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f
         WHERE f."table" = 'conversations' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(s.name) AS i, pragma_index_info(i.name) AS c
           WHERE c.seqno = 0 AND c.name = f."from")`,
      )
      .pluck()
      .all()
    // Both are empty after a migration.
    expect(new Set(tables)).toEqual(new Set(['memory_context_logs', 'conversation_continuity']))
  })
})

it.each([
  [
    'several columns',
    'CREATE TABLE p (x, y, PRIMARY KEY (x, y)); CREATE TABLE c (x, y, FOREIGN KEY (x, y) REFERENCES p (x, y))',
    'INSERT INTO c VALUES (1, 2)',
  ],
  [
    'a key without a name',
    'CREATE TABLE p (x TEXT PRIMARY KEY); CREATE TABLE c (x REFERENCES p); CREATE INDEX i ON c (x)',
    'INSERT INTO c VALUES (1)',
  ],
  [
    'a partial index',
    'CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (x REFERENCES p (x)); CREATE INDEX i ON c (x) WHERE x < 0',
    'INSERT INTO c VALUES (1)',
  ],
  [
    'names that must be quoted',
    'CREATE TABLE "p "" q" ("a b" PRIMARY KEY); CREATE TABLE "c "" d" ("e f" REFERENCES "p "" q" ("a b")); CREATE INDEX "i "" j" ON "c "" d" ("e f")',
    'INSERT INTO "c "" d" VALUES (1)',
  ],
])('with %s', (_, schema, broken) => {
  db = new Database(':memory:')
  db.defaultSafeIntegers(true)
  db.pragma('foreign_keys = OFF')
  db.exec(schema)
  expect(brokenReferences(db)).toBe(0)
  db.exec(broken)
  expect(brokenReferences(db)).toBe(1)
})
