/** Rows that break what the new Hive demands: repaired where that loses nothing, else set aside or carried, cell by cell. */
import type Database from 'better-sqlite3'
import { describe, it, expect } from 'vitest'
import { redeclare } from '../support/old-database.js'
import { expectNothingLost, type Outcome } from '../support/value-case.js'

type Case = [name: string, change: (db: Database.Database) => void, look?: (outcome: Outcome) => void]

const conversation = `INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at) VALUES`
const stage = `INSERT INTO stage_outputs
  (id, conversation_id, stage_name, stage_number, provider, model, full_output, character_count, word_count) VALUES`
const first = '(SELECT min(id) FROM conversations)'
const loose = 'id TEXT PRIMARY KEY, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated' // prettier-ignore

const repairs = `SELECT table_name, row_key, column_name, rule, before, after FROM migration_repairs WHERE table_name <> 'consensus_profiles' ORDER BY table_name, row_key`
const parents = `SELECT id, title, question, final_answer, created_at, updated_at, last_updated FROM conversations
  WHERE title = 'Untitled'`
const reasons = 'SELECT DISTINCT table_name, reason FROM migration_quarantine ORDER BY 1, 2'

const cases: Case[] = [
  [
    'conversations without an id, twice: each gets one that is made of its place',
    (db) => db.exec(`${conversation} (NULL, 'q1', 'a1', 's1', NULL), (NULL, 'q2', 'a2', 's2', NULL)`),
    ({ books, all }) => {
      expect(books('conversations')).toMatchObject({ read: 5, migrated: 5, repaired: 2, quarantined: 0 })
      const made = [
        ['row_conversations_4', 'q1', 'a1', 's1'],
        ['row_conversations_5', 'q2', 'a2', 's2'],
      ]
      expect(
        all(`SELECT id, question, final_answer, source_of_truth FROM conversations WHERE id GLOB 'row_*' ORDER BY id`),
      ).toEqual(made)
      expect(all(repairs)).toEqual(made.map(([id]) => ['conversations', id, 'id', 'missing key', null, id]))
      expect(all(`SELECT conversation_id, content FROM messages WHERE role = 'user' AND conversation_id GLOB 'row_*' ORDER BY 1`)).toEqual(made.map(([id, question]) => [id, question])) // prettier-ignore
      expect(all(reasons)).toEqual([])
    },
  ],
  [
    'children of conversations that are not there, and their children',
    (db) => {
      db.exec(`${stage} ('orphan', 'nowhere', 'generator', 1, 'p', 'm', 'text', 4, 1)`)
      db.exec(`INSERT INTO stage_confidence (stage_output_id, confidence_score) VALUES ('orphan', 0.5), ('gone', 0.1)`)
      db.exec(`INSERT INTO conversation_topics (conversation_id, topic) VALUES ('nowhere', 'lost')`)
      db.exec(`INSERT INTO knowledge_conversations (conversation_id, question, final_answer, source_of_truth)
        VALUES ('nowhere', 'q', 'a', 's'), ('nowhere', 'q2', 'a2', 's2')`)
    },
    ({ books, all }) => {
      expect(books('stage_outputs')).toMatchObject({ quarantined: 0, repaired: 0 })
      expect(books('conversation_topics')).toMatchObject({ quarantined: 0, repaired: 0 })
      expect(all(`SELECT conversation_id, full_output FROM stage_outputs WHERE id = 'orphan'`)).toEqual([['nowhere', 'text']]) // prettier-ignore
      expect(all(`SELECT confidence_score FROM stage_confidence WHERE stage_output_id = 'orphan'`)).toEqual([[0.5]])
      expect(all(`SELECT topic FROM conversation_topics WHERE conversation_id = 'nowhere'`)).toEqual([['lost']])
      expect(all(parents)).toEqual([['nowhere', 'Untitled', null, null, null, null, null]])
      expect(all(repairs)).toEqual([['conversations', 'nowhere', 'id', 'placeholder', null, 'nowhere']])
      // A stage output cannot be made up: what hangs on one that nobody has is set aside.
      expect(books('stage_confidence').quarantined).toBe(1)
      expect(all(`SELECT value FROM migration_quarantine WHERE column_name = 'stage_output_id'`)).toEqual([['gone']])
    },
  ],
  [
    'orphans of a number, of a BLOB and of an empty text: each has a parent of its own',
    (db) => {
      redeclare(db, 'conversation_topics', 'id INTEGER PRIMARY KEY, conversation_id, topic, confidence, is_primary')
      db.exec(`INSERT INTO conversation_topics (conversation_id, topic) VALUES (17, 'number'), (x'3137', 'blob'), ('', 'empty'), (NULL, 'none')`) // prettier-ignore
    },
    ({ books, all }) => {
      expect(all(`SELECT typeof(id), hex(id) FROM conversations WHERE title = 'Untitled' ORDER BY 1, 2`)).toEqual([['blob', '3137'], ['text', ''], ['text', '3137']]) // prettier-ignore
      expect(all(`SELECT typeof(conversation_id), topic FROM conversation_topics WHERE topic IN ('number', 'blob', 'empty') ORDER BY 2`)).toEqual([['blob', 'blob'], ['text', 'empty'], ['text', 'number']]) // prettier-ignore
      // NULL points to nobody.
      expect(books('conversation_topics').quarantined).toBe(1)
    },
  ],
  [
    'every row of a table an orphan: one conversation for all of them',
    (db) => db.exec(`UPDATE conversation_keywords SET conversation_id = 'nowhere'`),
    ({ books, all }) => {
      const { read } = books('conversation_keywords')
      expect(books('conversation_keywords')).toMatchObject({ migrated: read, quarantined: 0 })
      expect(all(`SELECT count(*) FROM conversation_keywords WHERE conversation_id = 'nowhere'`)).toEqual([[read]])
      expect(all(parents)).toEqual([['nowhere', 'Untitled', null, null, null, null, null]])
    },
  ],
  [
    'stage names and numbers that no stage has',
    (db) =>
      db.exec(`${stage} ('a', ${first}, 'summary', 1, 'p', 'm', 't', 1, 1), ('b', ${first}, 'generator', 9, 'p', 'm', 't', 1, 1),
        ('c', ${first}, 'Generator', 1, 'p', 'm', 't', 1, 1), ('d', ${first}, x'67', 1, 'p', 'm', 't', 1, 1)`),
    ({ books, all }) => {
      expect(books('stage_outputs').quarantined).toBe(3)
      expect(all(`SELECT stage_name FROM stage_outputs WHERE id = 'c'`)).toEqual([['Generator']])
    },
  ],
  [
    'a context type that is not one of the three',
    (db) =>
      db.exec(`INSERT INTO conversation_context (conversation_id, referenced_conversation_id, context_type)
        VALUES (${first}, ${first}, 'guessed'), (${first}, ${first}, NULL), (${first}, ${first}, 'Thematic')`),
    ({ books }) => expect(books('conversation_context').quarantined).toBe(2),
  ],
  [
    'two truths and two metrics of one conversation',
    (db) => {
      redeclare(db, 'curator_truths', 'id INTEGER PRIMARY KEY, conversation_id, curator_output, confidence_score, topic_summary, created_at') // prettier-ignore
      db.exec(
        `INSERT INTO curator_truths SELECT id + 100, conversation_id, 'another', 0.1, NULL, created_at FROM curator_truths`,
      )
    },
    ({ books }) => expect(books('curator_truths').quarantined).toBe(books('curator_truths').read / 2),
  ],
  [
    'several knowledge rows, of the same moment and of none',
    (db) =>
      db.exec(`INSERT INTO knowledge_conversations (conversation_id, question, final_answer, source_of_truth, created_at)
        SELECT id, 'a', 'b', 'c', NULL FROM conversations UNION ALL SELECT id, 'd', 'e', 'f', '2030-01-01' FROM conversations
        UNION ALL SELECT id, 'g', 'h', 'i', '2030-01-01' FROM conversations`),
    ({ all, books }) => {
      expect(all('SELECT count(*), count(DISTINCT conversation_id) FROM knowledge_conversations')).toEqual([[3, 3]])
      expect(books('knowledge_conversations').carried).toBeGreaterThanOrEqual(6)
    },
  ],
  [
    'knowledge rows without a conversation and without an id',
    (db) => {
      redeclare(db, 'knowledge_conversations', 'id INT PRIMARY KEY, conversation_id, question, final_answer, source_of_truth, created_at') // prettier-ignore
      db.exec(`INSERT INTO knowledge_conversations VALUES (900, NULL, 'q', 'a', 's', NULL), (901, NULL, 'q', 'a', 's', NULL),
        (NULL, NULL, 'q', 'a', 's', NULL), (NULL, ${first}, 'old', 'old', 'old', '1999-01-01'),
        (NULL, ${first}, 'new', 'new', 'new', '2035-01-01')`)
    },
    ({ all }) =>
      expect(all('SELECT count(*) FROM knowledge_conversations WHERE conversation_id IS NOT NULL')).toEqual([[3]]),
  ],
  [
    'the same id twice, in a table without a key',
    (db) => {
      redeclare(db, 'conversations', loose.replace(' PRIMARY KEY', ''))
      db.exec(`INSERT INTO conversations SELECT id, 'another question', final_answer, source_of_truth, conversation_context,
        profile_id, 'garbage', last_updated FROM conversations LIMIT 1`)
    },
    ({ books }) => expect(books('conversations')).toMatchObject({ migrated: 3, quarantined: 1 }),
  ],
  [
    'the same row twice, in a table without a key',
    (db) => {
      redeclare(db, 'conversations', loose.replace(' PRIMARY KEY', ''))
      db.exec('INSERT INTO conversations SELECT * FROM conversations LIMIT 2')
    },
    ({ books }) => expect(books('conversations')).toMatchObject({ migrated: 3, quarantined: 2 }),
  ],
  [
    'ids that become the same number',
    (db) => {
      redeclare(db, 'conversation_keywords', 'id TEXT PRIMARY KEY, conversation_id TEXT, keyword TEXT, frequency INTEGER, weight REAL') // prettier-ignore
      db.exec(
        `INSERT INTO conversation_keywords VALUES ('0700', ${first}, 'a', 1, 1), ('700', ${first}, 'b', 2, 2), ('no number', ${first}, 'c', 3, 3)`,
      )
    },
    ({ books }) => expect(books('conversation_keywords').quarantined).toBe(2),
  ],
  [
    'values missing that the new Hive requires',
    (db) => {
      redeclare(db, 'conversations', loose)
      db.exec(`${conversation} ('none', NULL, NULL, NULL, NULL)`)
      redeclare(db, 'knowledge_base', 'id TEXT PRIMARY KEY, conversation_id, curator_content, topics, keywords, semantic_embedding BLOB, is_source_of_truth, relevance_score, created_at') // prettier-ignore
      db.exec(`INSERT INTO knowledge_base (id, conversation_id) VALUES ('kb', 'none')`)
    },
    ({ all, books }) => {
      expect(books('knowledge_base').quarantined).toBe(1)
      expect(all(`SELECT count(*) FROM messages WHERE conversation_id = 'none'`)).toEqual([[0]])
    },
  ],
]

describe('rows', () => {
  it.each(cases)('%s', async (_, change, look) => {
    await expectNothingLost(change, look)
  })
})
