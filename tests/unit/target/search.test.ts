import type Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTriggersSql, fillSearchSql } from '../../../src-main/engine/target/schema/index.js'
import { newTarget } from '../../support/target-database.js'

type Statement = [sql: string, ...values: (string | number)[]]

const words = ['amber', 'birch', 'cedar', 'delta'] as const

/** A search table beside the base table that it must mirror, and every kind of statement that may touch the base. */
const subjects = {
  conversations: {
    fts: 'conversations_fts',
    base: 'SELECT id AS conversation_id, question AS first, source_of_truth AS second FROM conversations WHERE id IS NOT NULL',
    found: 'SELECT conversation_id, question AS first, source_of_truth AS second FROM conversations_fts',
    columns: 'id, question, source_of_truth',
    row: (key: string, _id: number, first: string, second: string) => [key, first, second],
    upsert: 'ON CONFLICT (id) DO UPDATE SET question = excluded.question',
    setText: 'question = ?',
    setKey: 'id = ?',
    // No program assigns the rowid of a table that does not name it, and a REPLACE by it would leave no trace.
    setId: 'title = ?',
    where: 'id = ?',
  },
  curator_truths: {
    fts: 'curator_truths_fts',
    base: 'SELECT conversation_id, curator_output AS first, topic_summary AS second FROM curator_truths',
    found: 'SELECT conversation_id, curator_output AS first, topic_summary AS second FROM curator_truths_fts',
    columns: 'conversation_id, curator_output, topic_summary, id, confidence_score',
    row: (key: string, id: number, first: string, second: string) => [key, first, second, id, 0.5],
    upsert: 'ON CONFLICT (conversation_id) DO UPDATE SET curator_output = excluded.curator_output',
    setText: 'curator_output = ?',
    setKey: 'conversation_id = ?',
    setId: 'rowid = ?',
    where: 'conversation_id = ?',
  },
}
type Subject = keyof typeof subjects

const keys = ['k0', 'k1', 'k2', 'k3', 'k4']

function open(subject: Subject): Database.Database {
  const db = newTarget()
  // Truths refer to conversations; conversations themselves start empty.
  if (subject === 'curator_truths')
    for (const key of keys) db.prepare('INSERT INTO conversations (id) VALUES (?)').run(key)
  return db
}

function operations(table: Subject): fc.Arbitrary<Statement> {
  const { columns, row, upsert, setText, setKey, setId, where } = subjects[table]
  const key = fc.constantFrom(...keys)
  const id = fc.integer({ min: 1, max: 4 })
  const text = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((chosen) => chosen.join(' '))
  const resolution = fc.constantFrom('', ' OR REPLACE', ' OR IGNORE', ' OR FAIL', ' OR ROLLBACK')
  const values = fc.tuple(key, id, text, text).map((parts) => row(...parts))
  const places = (list: unknown[]) => list.map(() => '?').join(', ')
  const insert = (verb: string, list: (string | number)[], tail = ''): Statement => [
    `INSERT${verb} INTO ${table} (${columns}) VALUES (${places(list)}) ${tail}`,
    ...list,
  ]
  return fc.oneof(
    fc.tuple(resolution, values).map(([verb, list]) => insert(verb, list)),
    values.map((list) => insert('', list, upsert)),
    values.map((list) => insert('', list, 'ON CONFLICT DO NOTHING')),
    fc.tuple(text, key).map(([value, at]): Statement => [`UPDATE ${table} SET ${setText} WHERE ${where}`, value, at]),
    fc
      .tuple(resolution, key, key)
      .map(([verb, to, from]): Statement => [`UPDATE${verb} ${table} SET ${setKey} WHERE ${where}`, to, from]),
    fc
      .tuple(resolution, id, key)
      .map(([verb, to, at]): Statement => [`UPDATE${verb} ${table} SET ${setId} WHERE ${where}`, to, at]),
    key.map((at): Statement => [`DELETE FROM ${table} WHERE ${where}`, at]),
    fc.constant<Statement>([`DELETE FROM ${table}`]),
    fc.constant<Statement>(['VACUUM']),
    fc.constant<Statement>(['PRAGMA main.recursive_triggers = ON']),
    fc.constant<Statement>(['PRAGMA main.recursive_triggers = OFF']),
  )
}

function expectMirror(db: Database.Database, subject: Subject): void {
  const { fts, base, found } = subjects[subject]
  const sorted = (sql: string, ...values: string[]) =>
    db.prepare(`SELECT * FROM (${sql}) ORDER BY conversation_id`).all(...values)
  expect(sorted(found)).toEqual(sorted(base))
  db.prepare(`INSERT INTO ${fts} (${fts}) VALUES ('integrity-check')`).run()
  for (const word of words) {
    const expected = sorted(`SELECT * FROM (${base}) WHERE concat(' ', first, ' ', second, ' ') LIKE ?`, `% ${word} %`)
    expect(sorted(`${found} WHERE ${fts} MATCH '${word}'`)).toEqual(expected)
  }
}

describe.each(Object.keys(subjects) as Subject[])('search in %s', (subject) => {
  it('mirrors its table after any sequence of statements', () => {
    fc.assert(
      fc.property(fc.array(operations(subject), { minLength: 1, maxLength: 25 }), (statements) => {
        const db = open(subject)
        for (const [sql, ...values] of statements) {
          try {
            db.prepare(sql).run(...values)
          } catch (error) {
            // A statement that breaks a key of its table is undone by SQLite; search must be as before it.
            if (!String(error).includes(`UNIQUE constraint failed: ${subject}.`)) throw error
          }
          expectMirror(db, subject)
        }
        db.close()
      }),
      { numRuns: 300, seed: 20250901 },
    )
  })
})

describe('search tables', () => {
  it('follow a REPLACE that displaces two truths at once', () => {
    const db = open('curator_truths')
    const insert = db.prepare(
      'INSERT OR REPLACE INTO curator_truths (id, conversation_id, curator_output, confidence_score) VALUES (?, ?, ?, 1)',
    )
    insert.run(1, 'k1', 'amber')
    insert.run(2, 'k2', 'birch')
    insert.run(1, 'k2', 'cedar')
    expect(db.prepare('SELECT rowid, conversation_id, curator_output FROM curator_truths_fts').all()).toEqual([
      { rowid: 1, conversation_id: 'k2', curator_output: 'cedar' },
    ])
    expectMirror(db, 'curator_truths')
  })

  it('let their own rows be deleted, and find the conversation again once it changes', () => {
    const db = open('conversations')
    const count = () =>
      db.prepare("SELECT count(*) FROM conversations_fts WHERE conversations_fts MATCH 'amber'").pluck().get()
    db.exec("INSERT INTO conversations (id, question) VALUES ('k1', 'amber')")
    db.exec("DELETE FROM conversations_fts WHERE conversation_id = 'k1'")
    expect(count()).toBe(0)
    db.exec("UPDATE conversations SET question = 'amber again'")
    expect(count()).toBe(1)
    db.exec("DELETE FROM conversations_fts WHERE conversation_id = 'k1'; DELETE FROM conversations")
    expect(db.prepare('SELECT count(*) FROM conversations_fts_docs').pluck().get()).toBe(0)
  })

  it('leave a conversation without an id out, and do not stumble over it', () => {
    const db = open('conversations')
    db.exec("INSERT INTO conversations (question) VALUES ('amber'), ('birch')")
    db.exec("UPDATE conversations SET question = 'cedar'; UPDATE conversations SET id = 'k1' WHERE rowid = 1")
    expectMirror(db, 'conversations')
    expect(db.prepare('SELECT count(*) FROM conversations_fts').pluck().get()).toBe(1)
  })

  it('are filled in one go, twice with the same result, and keep up afterwards', () => {
    const db = open('conversations')
    for (const name of db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
      db.exec(`DROP TRIGGER ${name}`)
    const conversation = db.prepare('INSERT INTO conversations (id, question, source_of_truth) VALUES (?, ?, ?)')
    for (let i = 0; i < 500; i++) conversation.run(`c${i}`, words[i % 4], words[(i + 1) % 4])
    db.exec('DELETE FROM conversations WHERE rowid % 3 = 0')
    db.exec(
      'INSERT INTO curator_truths (conversation_id, curator_output, confidence_score) SELECT id, question, 1 FROM conversations',
    )

    for (let time = 0; time < 2; time++) db.transaction(() => fillSearchSql.forEach((sql) => db.exec(sql)))()
    for (const sql of createTriggersSql) db.exec(sql)
    expectMirror(db, 'conversations')
    db.exec(
      "INSERT OR REPLACE INTO conversations (id, question, source_of_truth) VALUES ('c1', 'delta', ''), ('new', 'amber', '')",
    )
    db.exec("UPDATE curator_truths SET curator_output = 'delta', topic_summary = ''")
    db.exec('VACUUM')
    expectMirror(db, 'conversations')
    expectMirror(db, 'curator_truths')
    const hashSize = db.prepare("SELECT v FROM conversations_fts_config WHERE k = 'hashsize'").pluck().get()
    expect(hashSize).toBe(1048576)
  })
})
