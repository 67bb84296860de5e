/** Databases that this process cannot read like others: another encoding, a collation that it lacks. */
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { lostCells } from '../support/account-for.js'
import { makeWorld, snapshot } from '../support/engine.js'
import { changeDatabase, privateCopy } from '../support/old-database.js'

/** The same database with its texts in another encoding. */
function inEncoding(source: string, wide: string, encoding: string): void {
  const [old, db] = [new Database(source), new Database(wide)]
  old.defaultSafeIntegers(true)
  db.pragma(`encoding = '${encoding}'`)
  db.pragma('foreign_keys = OFF')
  const schema = old
    .prepare(`SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`)
    .all() as { name: string; type: string; sql: string }[]
  for (const { sql } of schema) db.exec(sql)
  for (const { name } of schema.filter(({ type }) => type === 'table')) {
    for (const row of old.prepare(`SELECT * FROM "${name}"`).raw().iterate() as IterableIterator<unknown[]>) {
      db.prepare(`INSERT INTO "${name}" VALUES (${row.map(() => '?').join(', ')})`).run(row)
    }
  }
  db.prepare('DELETE FROM sqlite_sequence').run()
  for (const row of old.prepare('SELECT name, seq FROM sqlite_sequence').raw().iterate()) db.prepare('INSERT INTO sqlite_sequence VALUES (?, ?)').run(row) // prettier-ignore
  for (const each of [old, db]) each.close()
}

describe.each(['UTF-16le', 'UTF-16be'])('a database in %s', (encoding) => {
  it('arrives whole: every text with its characters, proven at every level, and taken back to the byte', async () => {
    const { home, source, target, migrate, engine, environment, remove } = await makeWorld({ conversations: 6 })
    try {
      changeDatabase(source, (db) =>
        db.exec(`UPDATE conversations SET question = 'ä🎉ключ ' || char(65279) || char(0) || 'rest', created_at = '1700000000' WHERE rowid = 2;
          INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES (NULL, '?', 'no id', 'ü'), ('😀', 'q', 'a', char(65535));
          INSERT INTO conversation_topics (conversation_id, topic) VALUES ('nirgendwo', 'Größe');
          CREATE TABLE pairs (a TEXT, b, PRIMARY KEY (a)) WITHOUT ROWID; INSERT INTO pairs VALUES ('😀', 1), (char(65535), 2), ('a', x'00ff');
          CREATE TABLE notes (body, n); INSERT INTO notes VALUES ('жук', 9007199254740993), ('007', 1.0), (x'd800', 9e999)`),
      )
      const narrow = privateCopy(source, join(environment.tmpdir, 'narrow.db'))
      const wide = join(environment.tmpdir, 'wide.db')
      inEncoding(source, wide, encoding)
      renameSync(wide, source)
      const before = snapshot(home)
      const checks = await engine.preflight({})
      expect(checks.checks.find(({ name }) => name === 'source-sound')).toMatchObject({ status: 'passed', detail: expect.stringContaining(`Its texts are in ${encoding}`) as string }) // prettier-ignore
      expect((await engine.preview({})).issues.filter(({ severity }) => severity === 'error')).toEqual([])
      const result = await migrate({ validation: 'paranoid' })
      expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
      expect(lostCells(narrow, target)).toEqual([])
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
      expect(await engine.validate({ level: 'paranoid' })).toMatchObject({ passed: true })
      const now = new Database(target)
      expect(now.prepare(`SELECT id FROM conversations WHERE title = 'Untitled'`).pluck().all()).toEqual(['nirgendwo'])
      now.exec(`UPDATE conversations SET source_of_truth = 'u' WHERE source_of_truth = 'ü'`)
      now.close()
      expect(await engine.validate({ level: 'standard' })).toMatchObject({ passed: false })
      await engine.rollback({ backup: result.backup!.id })
      expect(snapshot(home)).toEqual(before)
    } finally {
      remove()
    }
  })

  it('with texts that are none: they arrive as their bytes, each with a record', async () => {
    const { source, target, migrate, engine, environment, remove } = await makeWorld({ conversations: 3 })
    try {
      const wide = join(environment.tmpdir, 'wide.db')
      inEncoding(source, wide, encoding)
      const half = encoding === 'UTF-16le' ? '00d8' : 'd800'
      changeDatabase(wide, (db) => {
        db.exec(`UPDATE conversations SET question = CAST(x'${half}' AS TEXT) WHERE rowid = 1;
          CREATE TABLE notes (body); INSERT INTO notes VALUES ('whole'), (CAST(x'${half}' AS TEXT))`)
      })
      const ids = () => {
        const db = new Database(wide, { readonly: true })
        const id = db.prepare('SELECT id FROM conversations WHERE rowid = 1').pluck().get()
        db.close()
        return id
      }
      const id = ids()
      renameSync(wide, source)
      const result = await migrate({ validation: 'paranoid' })
      expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
      expect(result.tables.find(({ name }) => name === 'conversations')).toMatchObject({ migrated: 3, repaired: 1 })
      const now = new Database(target, { readonly: true })
      const all = (sql: string) => now.prepare(sql).raw().all()
      const rule = 'text that is not valid UTF-16, as its bytes'
      expect(all(`SELECT table_name, row_key, column_name, lower(hex(before)), lower(hex(after)) FROM migration_repairs WHERE rule = '${rule}' ORDER BY 1`)).toEqual([['conversations', id, 'question', half, half], ['notes', 2, 'body', half, half]]) // prettier-ignore
      expect(all('SELECT typeof(question), lower(hex(question)) FROM conversations WHERE rowid = 1')).toEqual([['blob', half]]) // prettier-ignore
      expect(all('SELECT typeof(body) FROM legacy_notes ORDER BY 1')).toEqual([['blob'], ['text']])
      now.close()
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
      expect(await engine.validate({ level: 'paranoid' })).toMatchObject({ passed: true })
    } finally {
      remove()
    }
  })

  it('is shown by Look inside, before the migration and beside the new one', async () => {
    const { source, engine, environment, remove } = await makeWorld({ conversations: 3 })
    try {
      const wide = join(environment.tmpdir, 'wide.db')
      inEncoding(source, wide, encoding)
      renameSync(wide, source)
      const before = await engine.lookSearch({})
      expect(before.old).toMatchObject({ state: 'ready', conversations: 3 })
      const [question = ''] = before.found.map((each) => each.question)
      expect(question.length).toBeGreaterThan(10)
      await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false })
      const after = await engine.lookSearch({})
      expect(after.found.map(({ mark }) => mark)).toEqual(['same', 'same', 'same'])
      expect(after.found[0]?.question).toBe(question)
      const whole = await engine.lookConversation({ id: after.found[0]?.id ?? '' })
      expect([whole.mark, whole.counts.differs, whole.counts['only-old']]).toEqual(['same', 0, 0])
    } finally {
      remove()
    }
  })
})

it.each([
  ['a plain column', 'question TEXT NOT NULL', 'question TEXT COLLATE martian'],
  ['a key', 'id TEXT PRIMARY KEY, question', 'id TEXT COLLATE martian PRIMARY KEY, question'],
  [
    'a reference',
    'conversation_id TEXT NOT NULL REFERENCES',
    'conversation_id TEXT COLLATE martian NOT NULL REFERENCES',
  ],
])('a collation that this process lacks, on %s', async (_, from, to) => {
  const { source, target, migrate, engine, environment, remove } = await makeWorld()
  try {
    changeDatabase(source, (db) => {
      db.unsafeMode()
      db.pragma('writable_schema = ON')
      const { changes } = db.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?)').run(from, to)
      expect(changes).toBeGreaterThan(0)
    })
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    expect((await engine.analyze({})).installs[0]?.databases).toMatchObject([{ shape: 'S-B', issues: [] }])
    expect(await migrate()).toMatchObject({
      status: 'migrated',
      totals: { same: true },
      verification: { passed: true },
    })
    expect(lostCells(copy, target)).toEqual([])
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    expect(await engine.validate({ level: 'strict' })).toMatchObject({ passed: true })
    rmSync(copy)
  } finally {
    remove()
  }
})
