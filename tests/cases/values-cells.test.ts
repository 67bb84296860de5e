/** Odd cells: every type, every encoding, every size. What must change is recorded; nothing else changes. */
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { redeclare } from '../support/old-database.js'
import { expectNothingLost, type Outcome } from '../support/value-case.js'

type Case = [name: string, change: (db: Database.Database) => void, look?: (outcome: Outcome) => void]

const add = `INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at, last_updated) VALUES`
const repairs = `SELECT column_name, rule, typeof(before), before, typeof(after), after FROM migration_repairs ORDER BY id`
const first = '(SELECT min(id) FROM conversations)'
const stages = 'id, conversation_id, stage_name, stage_number, provider, model, full_output, character_count, word_count, temperature, processing_time_ms, tokens_used, created_at' // prettier-ignore

const cases: Case[] = [
  [
    'BLOBs in TEXT columns, keys included',
    (db) => {
      db.exec(`${add} (x'00ff61', x'80818200', x'', x'c328', x'32303234', NULL)`)
      db.exec(`INSERT INTO conversation_topics (conversation_id, topic) VALUES (x'00ff61', x'00')`)
    },
    ({ all }) => expect(all(`SELECT typeof(id), typeof(question), hex(question) FROM conversations WHERE typeof(id) = 'blob'`)).toEqual([['blob', 'blob', '80818200']]), // prettier-ignore
  ],
  [
    'a TEXT id and a BLOB id of the same bytes',
    (db) => db.exec(`${add} ('abc', 'q', 'a', 's', NULL, NULL), (x'616263', 'q', 'a', 's', NULL, NULL)`),
    ({ books }) => expect(books('conversations')).toMatchObject({ read: 5 }),
  ],
  [
    'NUL within a text and invalid UTF-8',
    (db) =>
      db.exec(`${add} ('a' || char(0) || 'b', 'q' || char(0) || 'rest', CAST(x'ff41c3' AS TEXT), CAST(x'eda080' AS TEXT), NULL, NULL),
        (CAST(x'fe' AS TEXT), char(0), 'a', 's', NULL, NULL)`),
    ({ all }) =>
      expect(all(`SELECT hex(content) FROM messages WHERE conversation_id = CAST(x'610062' AS TEXT) ORDER BY role DESC`)).toEqual([['710072657374'], ['FF41C3']]), // prettier-ignore
  ],
  [
    'the largest and smallest whole numbers',
    (db) =>
      db.exec(`INSERT INTO stage_outputs (${stages}) VALUES
        ('max', ${first}, 'generator', 1, 'p', 'm', 't', 9223372036854775807, -9223372036854775808, 9007199254740993, 1, 9223372036854775807, NULL)`),
    ({ all }) =>
      expect(all(`SELECT CAST(character_count AS TEXT), CAST(word_count AS TEXT) FROM stage_outputs WHERE id = 'max'`)).toEqual([['9223372036854775807', '-9223372036854775808']]), // prettier-ignore
  ],
  [
    'infinities, minus zero and very small numbers',
    (db) =>
      db.exec(`INSERT INTO conversation_keywords (conversation_id, keyword, frequency, weight) VALUES
        (${first}, 'a', 9e999, -9e999), (${first}, 'b', 1.5, -0.0), (${first}, 'c', NULL, 4.9e-324)`),
    ({ all }) => expect(all(`SELECT typeof(frequency), frequency, weight FROM conversation_keywords WHERE keyword = 'a'`)).toEqual([['real', Infinity, -Infinity]]), // prettier-ignore
  ],
  [
    'numbers as text in columns without a type: kept with their spelling in the record',
    (db) => {
      redeclare(db, 'stage_outputs', stages)
      db.exec(`INSERT INTO stage_outputs (${stages}) VALUES
        ('x', ${first}, 'generator', '1', 'p', 'm', 't', '007', '1e3', '0.5', ' 12 ', '12 apples', NULL),
        ('y', ${first}, 'refiner', 2.0, 5, 1e3, 7.5, '9223372036854775808', '0x10', '1e400', 3.0, 2.5, NULL)`)
    },
    ({ all, books }) => {
      expect(books('stage_outputs').repaired).toBe(2)
      const found = all(repairs)
      expect(found).toContainEqual(['character_count', 'type of the new column', 'text', '007', 'integer', 7])
      expect(found).toContainEqual(['word_count', 'type of the new column', 'text', '1e3', 'integer', 1000])
      expect(found).toContainEqual(['model', 'type of the new column', 'real', 1000, 'text', '1000.0'])
      expect(found.filter((row) => (row as string[])[0] === 'tokens_used')).toEqual([])
    },
  ],
  [
    'whole conversations without types: numbers as id, question and answer',
    (db) => {
      redeclare(db, 'conversations', 'id, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated') // prettier-ignore
      db.exec(`${add} (5, 42, 1.5, 1e20, 1700000000, 2460000.5), (6.0, NULL, 3, x'00', 1700000000123, NULL)`)
      db.exec(`INSERT INTO stage_outputs (id, conversation_id, stage_name, stage_number, provider, model, full_output,
        character_count, word_count, tokens_used) VALUES ('five', 5, 'curator', 4, 'p', 'm', 't', 1, 1, 77)`)
    },
    ({ all }) => {
      expect(all(`SELECT id, question, final_answer, created_at FROM conversations WHERE id = '5'`)).toEqual([['5', '42', '1.5', '2023-11-14T22:13:20.000Z']]) // prettier-ignore
      expect(all(`SELECT conversation_id FROM stage_outputs WHERE id = 'five'`)).toEqual([['5']])
    },
  ],
  [
    'timestamps of every kind',
    (db) =>
      db.exec(`${add} ('s', 'q', 'a', 's', '1700000000', ' 1700000000 '), ('ms', 'q', 'a', 's', '1700000000123', '99999999999999'),
        ('bad', 'q', 'a', 's', 'yesterday', ''), ('nul', 'q', 'a', 's', '1700000000' || char(0) || 'x', '2024-01-01' || char(0)),
        ('neg', 'q', 'a', 's', '-1700000000', '12345'), ('blob', 'q', 'a', 's', x'31373030303030303030', x'00'),
        ('iso', 'q', 'a', 's', '2024-01-15T10:00:00Z', '2024-01-15 10:00:00.123456789+02:00'),
        ('odd', 'q', 'a', 's', 'now', '12:00'), ('lead', 'q', 'a', 's', '000000001', '00001700000000')`),
    ({ all }) => {
      const stored = all(`SELECT id, created_at, last_updated FROM conversations WHERE length(id) < 5 ORDER BY id`)
      expect(stored).toContainEqual(['s', '2023-11-14T22:13:20.000Z', '2023-11-14T22:13:20.000Z'])
      expect(stored).toContainEqual(['ms', '2023-11-14T22:13:20.123Z', '5138-11-16T09:46:39.999Z'])
      expect(stored).toContainEqual(['bad', null, null])
      expect(stored).toContainEqual(['iso', '2024-01-15T10:00:00Z', '2024-01-15 10:00:00.123456789+02:00'])
      expect(all(repairs)).toContainEqual(['created_at', 'timestamp', 'text', 'yesterday', 'null', null])
      expect(all(`SELECT timestamp FROM messages WHERE conversation_id = 'ms' LIMIT 1`)).toEqual([['2023-11-14T22:13:20.123Z']]) // prettier-ignore
    },
  ],
  [
    'moments that the old file does not tell stay unknown',
    (db) => {
      for (const column of ['created_at', 'last_updated']) db.exec(`ALTER TABLE conversations DROP COLUMN ${column}`)
    },
    ({ all }) => expect(all('SELECT DISTINCT created_at, updated_at, last_updated FROM conversations')).toEqual([[null, null, null]]), // prettier-ignore
  ],
  [
    'case, trailing spaces, empty texts and NULL stay apart',
    (db) =>
      db.exec(`${add} ('A', 'Q ', '', '  ', NULL, NULL), ('a', 'q', 'A', 'a', NULL, NULL), ('a ', 'q', 'A ', 'a ', NULL, NULL),
        ('', '', '', '', NULL, NULL)`),
    ({ all }) => expect(all(`SELECT count(*) FROM messages WHERE content = ''`)).toEqual([[3]]),
  ],
  [
    'NOCASE and RTRIM columns',
    (db) => {
      redeclare(
        db,
        'conversations',
        `id TEXT COLLATE NOCASE PRIMARY KEY, question TEXT COLLATE RTRIM, final_answer TEXT COLLATE NOCASE,
        source_of_truth TEXT COLLATE RTRIM, conversation_context, profile_id, created_at, last_updated`,
      )
      db.exec(`${add} ('MiXed', 'q  ', 'A', 's ', NULL, NULL), ('z', 'Q', 'a', 'S', NULL, NULL)`)
      db.exec(
        `INSERT INTO curator_truths (conversation_id, curator_output, confidence_score) VALUES ('MiXed', 'o ', 1)`,
      )
    },
  ],
  [
    'a value of 5 MB, as text and as BLOB',
    (db) => {
      db.prepare(`${add} ('big', ?, ?, ?, NULL, NULL)`).run(
        'ä🎉x'.repeat(900_000),
        'y'.repeat(5_000_000),
        Buffer.alloc(5_000_000, 7),
      )
    },
    ({ all }) =>
      expect(all(`SELECT length(final_answer), length(source_of_truth) FROM conversations WHERE id = 'big'`)).toEqual([
        [5e6, 5e6],
      ]),
  ],
]

describe('cells', () => {
  it.each(cases)('%s', async (_, change, look) => {
    await expectNothingLost(change, look)
  })
})
