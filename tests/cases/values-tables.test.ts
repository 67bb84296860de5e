/** Old databases that lack tables or columns, or hold many rows: whatever is there arrives. */
import type Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { redeclare } from '../support/old-database.js'
import { expectNothingLost, type Outcome } from '../support/value-case.js'

type Case = [name: string, change: (db: Database.Database) => void, look: (outcome: Outcome) => void]

const tables = (db: Database.Database) =>
  db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[]

/** Leaves only some tables. */
const keep =
  (...names: string[]) =>
  (db: Database.Database) => {
    for (const name of tables(db)) if (!names.includes(name)) db.exec(`DROP TABLE ${name}`)
  }

const cases: Case[] = [
  [
    'conversations alone: nothing is summed up from stages that are not there',
    keep('conversations'),
    ({ all }) => {
      expect(all('SELECT count(*), count(total_tokens_output) FROM conversations')).toEqual([[3, 0]])
      expect(all(`SELECT count(*), count(model_used) FROM messages`)).toEqual([[6, 0]])
      expect(all('SELECT count(*) FROM knowledge_conversations')).toEqual([[3]])
    },
  ],
  [
    'no conversations: each that rows belong to gets one that stands for it',
    keep('conversation_topics', 'stage_outputs'),
    ({ books, all }) => {
      expect(books('stage_outputs')).toMatchObject({ migrated: books('stage_outputs').read, quarantined: 0 })
      expect(all('SELECT count(*) FROM messages')).toEqual([[0]])
      expect(all('SELECT DISTINCT title, question, created_at FROM conversations')).toEqual([['Untitled', null, null]])
      const ids = all('SELECT id FROM conversations ORDER BY id')
      expect(ids).toHaveLength(3)
      expect(all(`SELECT row_key FROM migration_repairs WHERE rule = 'placeholder' ORDER BY row_key`)).toEqual(ids)
      expect(all('SELECT DISTINCT conversation_id FROM stage_outputs ORDER BY 1')).toEqual(ids)
    },
  ],
  [
    'stages without tokens: the tokens of a conversation are unknown, not none',
    (db) => db.exec('ALTER TABLE stage_outputs DROP COLUMN tokens_used'),
    ({ all }) => expect(all('SELECT count(total_tokens_output) FROM conversations')).toEqual([[0]]),
  ],
  [
    'no table that counts its ids',
    (db) => {
      keep('conversations', 'conversation_keywords')(db)
      redeclare(db, 'conversation_keywords', 'id INTEGER PRIMARY KEY, conversation_id, keyword, frequency, weight')
      db.unsafeMode()
      db.exec('PRAGMA writable_schema = ON')
      db.exec(`DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence'`)
      db.exec('PRAGMA writable_schema = OFF')
      db.exec('VACUUM')
    },
    ({ books }) => expect(books('conversation_keywords').quarantined).toBe(0),
  ],
  [
    'two thousand rows, one without a key among the last',
    (db) =>
      db.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth)
        WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < 2000)
        SELECT CASE WHEN a <> 1990 THEN 'many-' || a END, 'q' || a, 'a' || a, 's' || a FROM n`),
    ({ books, all }) => {
      expect(books('conversations')).toMatchObject({ read: 2003, migrated: 2003, repaired: 1, quarantined: 0 })
      expect(all(`SELECT id, question, final_answer FROM conversations WHERE id NOT LIKE 'many-%' AND question LIKE 'q%'`)).toEqual([['row_conversations_1993', 'q1990', 'a1990']]) // prettier-ignore
      expect(all(`SELECT row_key, before, after FROM migration_repairs WHERE rule = 'missing key'`)).toEqual([['row_conversations_1993', null, 'row_conversations_1993']]) // prettier-ignore
    },
  ],
]

it.each(cases)('%s', async (_, change, look) => {
  await expectNothingLost(change, look)
})
