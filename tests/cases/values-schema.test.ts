/** Odd schemas: what is not known is carried word for word; what is known keeps its place whatever stands beside it. */
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { redeclare } from '../support/old-database.js'
import { expectNothingLost, type Outcome } from '../support/value-case.js'

type Case = [name: string, change: (db: Database.Database) => void, look?: (outcome: Outcome) => void]

const carried =
  'SELECT table_name, column_name, legacy_table, rows FROM migration_carried ORDER BY table_name, column_name'

const cases: Case[] = [
  [
    'an unknown table with every type, and an empty one',
    (db) =>
      db.exec(`CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, n NUMERIC, r REAL, b BLOB, any);
        INSERT INTO notes VALUES (-5, 'x' || char(0) || 'y', '007', 1, 'text', 9223372036854775807), (7, CAST(x'ff' AS TEXT), 1.5, 9e999, x'00', NULL);
        CREATE TABLE void (a, b)`),
    ({ all, books }) => {
      expect(books('notes')).toMatchObject({ read: 2, carried: 2, migrated: 0 })
      expect(all(carried)).toContainEqual(['notes', null, 'legacy_notes', 2])
      expect(all('SELECT typeof(r), typeof(any) FROM legacy_notes WHERE id = -5')).toEqual([['real', 'integer']])
    },
  ],
  [
    'unknown columns in known tables, with odd names and defaults',
    (db) =>
      db.exec(`ALTER TABLE conversations ADD COLUMN "order by" TEXT DEFAULT 'x';
        ALTER TABLE conversations ADD COLUMN "it's ""quoted"" ü" BLOB;
        ALTER TABLE stage_outputs ADD COLUMN cost REAL DEFAULT 0.25;
        UPDATE conversations SET "it's ""quoted"" ü" = x'00ff' WHERE rowid = 1;
        INSERT INTO conversations (id, question, final_answer, source_of_truth, "order by") VALUES (NULL, 'q', 'a', 's', 'kept')`),
    ({ all, books }) => {
      expect(books('conversations')).toMatchObject({ migrated: 4, repaired: 1, quarantined: 0 })
      expect(all(`SELECT "order by" FROM legacy_conversations WHERE "order by" <> 'x'`)).toEqual([['kept']])
      expect(all('SELECT hex("it\'s ""quoted"" ü") FROM legacy_conversations ORDER BY 1 DESC LIMIT 1')).toEqual([
        ['00FF'],
      ])
    },
  ],
  [
    'generated columns, stored and virtual',
    (db) =>
      db.exec(`CREATE TABLE sums (a, b, total AS (a + b) STORED, words AS (a || '!')); INSERT INTO sums VALUES (1, 2), ('x', NULL);
        ALTER TABLE conversations ADD COLUMN short AS (substr(question, 1, 3))`),
    ({ all }) =>
      expect(all('SELECT total, words FROM legacy_sums')).toEqual([
        [3, '1!'],
        [null, 'x!'],
      ]),
  ],
  [
    'tables without a rowid, unknown and known',
    (db) => {
      db.exec(`CREATE TABLE pairs (a TEXT, b INTEGER, c, PRIMARY KEY (b DESC, a)) WITHOUT ROWID;
        INSERT INTO pairs VALUES ('x', 1, NULL), ('X', 1, 1), ('x', -1, 'c'), ('y', 9223372036854775807, x'00')`)
      redeclare(db, 'conversation_topics', 'id INTEGER, conversation_id, topic, confidence, is_primary, PRIMARY KEY (id)', 'WITHOUT ROWID') // prettier-ignore
      db.exec(`INSERT INTO conversation_topics VALUES (-9223372036854775808, 'nowhere', 't', 1, 0)`)
    },
    ({ books, all }) => {
      expect(books('pairs').carried).toBe(4)
      expect(books('conversation_topics').quarantined).toBe(0)
      expect(all(`SELECT CAST(t.id AS TEXT), c.title FROM conversation_topics AS t JOIN conversations AS c
        ON c.id = t.conversation_id WHERE c.id = 'nowhere'`)).toEqual([['-9223372036854775808', 'Untitled']]) // prettier-ignore
    },
  ],
  [
    'columns named rowid, _rowid_ and oid, with and without a key',
    (db) => {
      db.exec(`CREATE TABLE hidden (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO hidden VALUES ('a', 'b', 'c'), ('a', 'b', 'c'), ('z', NULL, 1);
        CREATE TABLE keyed (k INTEGER PRIMARY KEY, rowid, _rowid_, oid, hm_rowid); INSERT INTO keyed VALUES (-3, 9, 8, 7, 6), (2, 'x', 1.5, NULL, x'00');
        CREATE TABLE one (rowid, x); INSERT INTO one VALUES (5, 'five'), (NULL, 'null'), ('t', 'text')`)
      redeclare(db, 'conversations', 'id TEXT PRIMARY KEY, rowid TEXT, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated') // prettier-ignore
      redeclare(
        db,
        'conversation_keywords',
        'rowid, _rowid_, oid, id INTEGER, conversation_id, keyword, frequency, weight',
      )
      db.exec(
        `UPDATE conversations SET rowid = 'mine' || _rowid_; UPDATE conversation_keywords SET oid = id + 100, rowid = 3`,
      )
    },
    ({ all }) => {
      expect(all('SELECT "rowid", x FROM legacy_one ORDER BY hm_rowid')).toEqual([[5, 'five'], [null, 'null'], ['t', 'text']]) // prettier-ignore
      expect(all('SELECT count(*) FROM legacy_hidden')).toEqual([[3]])
    },
  ],
  [
    'negative rowids, the lowest one, the highest one and large gaps',
    (db) =>
      db.exec(`INSERT INTO conversation_keywords (id, conversation_id, keyword) SELECT -9223372036854775808, id, 'low' FROM conversations LIMIT 1;
        INSERT INTO conversation_keywords (id, conversation_id, keyword) SELECT -7, id, 'neg' FROM conversations LIMIT 1;
        INSERT INTO conversation_keywords (id, conversation_id, keyword) SELECT 9223372036854775807, id, 'top' FROM conversations LIMIT 1;
        CREATE TABLE gaps (x); INSERT INTO gaps (rowid, x) VALUES (-9223372036854775808, 'low'), (0, 'zero'), (9223372036854775807, 'top');
        INSERT INTO conversations (rowid, id, question, final_answer, source_of_truth) VALUES (-9223372036854775808, 'low', 'q', 'a', 's')`),
    ({ all, books }) => {
      const { read } = books('conversation_keywords')
      // After the highest number SQLite adds no row: that one alone gets another, and a record.
      expect(all(`SELECT CAST(id AS TEXT) FROM conversation_keywords WHERE keyword IN ('low', 'neg', 'top') ORDER BY id`)).toEqual([['-9223372036854775808'], ['-7'], [String(read - 2)]]) // prettier-ignore
      expect(all(`SELECT table_name, CAST(row_key AS TEXT), CAST(before AS TEXT), after FROM migration_repairs WHERE rule = 'new number'`)).toEqual([['conversation_keywords', '9223372036854775807', '9223372036854775807', read - 2]]) // prettier-ignore
    },
  ],
  [
    'tables that are called like ours',
    (db) =>
      db.exec(`CREATE TABLE legacy_x (a); INSERT INTO legacy_x VALUES (1); CREATE TABLE x (a); INSERT INTO x VALUES (2);
        CREATE TABLE legacy_legacy_x (a); INSERT INTO legacy_legacy_x VALUES (3);
        CREATE TABLE config (a); INSERT INTO config VALUES (4); CREATE TABLE migration_history (id, state); INSERT INTO migration_history VALUES (1, 'theirs');
        CREATE TABLE migration_repairs (before); INSERT INTO migration_repairs VALUES ('theirs');
        CREATE TABLE conversations_fts_docs (docid); INSERT INTO conversations_fts_docs VALUES (5);
        CREATE TABLE messages (id, content, mood); INSERT INTO messages VALUES ('m1', 'theirs', 'theirs, too');
        CREATE TABLE legacy_conversation_topics (a); INSERT INTO legacy_conversation_topics VALUES (6)`),
    ({ all }) => {
      expect(all('SELECT a FROM legacy_legacy_x')).toEqual([[1]])
      expect(all('SELECT a FROM legacy_config_2')).toEqual([[4]])
      expect(all('SELECT content, mood FROM legacy_messages')).toEqual([['theirs', 'theirs, too']])
    },
  ],
  [
    'names with quotes, spaces, brackets and letters of every script',
    (db) =>
      db.exec(`CREATE TABLE "it's ""odd"" [x]; DROP TABLE y; --" ("a""b", "c'd", "ключ 🎉"); INSERT INTO "it's ""odd"" [x]; DROP TABLE y; --" VALUES (1, '2', x'03');
        CREATE TABLE "select" ("from", "where"); INSERT INTO "select" VALUES (1, 2); CREATE TABLE "Größe" (a); INSERT INTO "Größe" VALUES (1);
        CREATE TABLE "GRÖSSE" (a); INSERT INTO "GRÖSSE" VALUES (2); CREATE TABLE "?1 @x :y" ("@runId", "$a"); INSERT INTO "?1 @x :y" VALUES (1, 2);
        CREATE TABLE "" (a); INSERT INTO "" VALUES ('nameless')`),
  ],
  [
    'known names of another shape: a metrics table without its columns',
    (db) =>
      db.exec(`DROP TABLE consensus_metrics; CREATE TABLE consensus_metrics (id TEXT, score REAL); INSERT INTO consensus_metrics VALUES ('a', 1.5);
        DROP TABLE stage_evolution; DROP TABLE knowledge_conversations`),
    ({ books, all }) => {
      expect(books('consensus_metrics')).toMatchObject({ carried: 1, migrated: 0 })
      expect(all('SELECT count(*) FROM knowledge_conversations')).toEqual([[3]])
    },
  ],
  [
    'views and triggers: not run, not needed',
    (db) =>
      db.exec(`CREATE VIEW v AS SELECT * FROM conversations; CREATE VIEW broken AS SELECT missing FROM nowhere;
        CREATE TRIGGER t AFTER INSERT ON conversations BEGIN DELETE FROM stage_outputs; END;
        CREATE TRIGGER bad INSTEAD OF INSERT ON v BEGIN SELECT no_such_function(); END;
        CREATE TEMP TABLE gone (a)`),
  ],
  [
    'a full-text table of its own, and its shadow tables',
    (db) =>
      db.exec(`CREATE VIRTUAL TABLE conversations_fts USING fts5(question, content='conversations');
        INSERT INTO conversations_fts (conversations_fts) VALUES ('rebuild')`),
  ],
  [
    'texts that stand only in a full-text table, and boxes only in an R-tree',
    (db) =>
      db.exec(`CREATE VIRTUAL TABLE diary USING fts5(day, text); INSERT INTO diary VALUES ('mon', 'mine'), ('tue', x'00ff');
        CREATE VIRTUAL TABLE boxes USING rtree(id, a, b); INSERT INTO boxes VALUES (1, 2, 3)`),
    ({ all }) => {
      expect(all('SELECT c0, typeof(c1) FROM legacy_diary_content ORDER BY id')).toEqual([['mon', 'text'], ['tue', 'blob']]) // prettier-ignore
      expect(all('SELECT count(*) FROM legacy_boxes_node')).toEqual([[1]])
    },
  ],
  [
    'indexes of expressions, partial ones and ones with another collation',
    (db) =>
      db.exec(
        `CREATE UNIQUE INDEX i1 ON conversations (lower(id) DESC) WHERE id IS NOT NULL; CREATE INDEX i2 ON stage_outputs (stage_name COLLATE NOCASE)`,
      ),
  ],
  [
    'a STRICT table and one with CHECKs',
    (db) =>
      db.exec(`CREATE TABLE strictly (a INTEGER, b TEXT, c ANY, d BLOB) STRICT; INSERT INTO strictly VALUES (1, '1', '007', x'00'), (NULL, NULL, 7, NULL);
        CREATE TABLE checked (a CHECK (a > 0), b UNIQUE); INSERT INTO checked VALUES (1, 2)`),
  ],
  [
    'many columns in a row',
    (db) => {
      const names = Array.from({ length: 900 }, (_, index) => `c${index}`)
      db.exec(
        `CREATE TABLE wide (${names.join(', ')}); INSERT INTO wide VALUES (${names.map((_, index) => index).join(', ')})`,
      )
    },
  ],
]

describe('schemas', () => {
  it.each(cases)('%s', async (_, change, look) => {
    await expectNothingLost(change, look)
  })
})
