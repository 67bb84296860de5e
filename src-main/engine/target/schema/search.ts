/**
 * Full-text search under the Rust schema's names (facts 2.4 (a)), whose own definition is broken.
 *
 * Each FTS5 table keeps its own content, so that its columns can be read and its rows deleted. A side table
 * `<fts>_docs(docid, conversation_id)` knows which document belongs to which conversation: INSERT OR REPLACE fires no
 * delete trigger, so the insert trigger itself takes out what the row displaced. The triggers never rely on a conflict
 * clause (the outer statement's would replace it) nor on the rowid of `conversations` (VACUUM may renumber it): only a
 * REPLACE that assigns that hidden rowid itself, which no program does, would go unnoticed.
 * Why not external content or contentless: docs/adr.
 */
import type { TableMap } from './types.js'

/**
 * Bytes of the in-memory index while many documents are added at once; SQLite's own default after that. It takes up to
 * twice as much memory; 32 MB were no faster (docs/adr/0011).
 */
const BULK_HASH_SIZE = 8 * 1024 * 1024
const DEFAULT_HASH_SIZE = 1024 * 1024

const sideTables = {
  conversations_fts_docs: 'docid INTEGER PRIMARY KEY, conversation_id TEXT UNIQUE',
  curator_truths_fts_docs: 'docid INTEGER PRIMARY KEY, conversation_id TEXT UNIQUE',
} satisfies TableMap

/** Creates both FTS5 tables and their side tables, empty. */
export const createSearchSql: string[] = [
  ...Object.entries(sideTables).map(([name, columns]) => `CREATE TABLE IF NOT EXISTS main.${name} (${columns})`),
  `CREATE VIRTUAL TABLE IF NOT EXISTS main.conversations_fts USING fts5(conversation_id, question, source_of_truth)`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS main.curator_truths_fts USING fts5(conversation_id, curator_output, topic_summary)`,
]

const setHashSize = (bytes: number) =>
  ['conversations_fts', 'curator_truths_fts'].map(
    (fts) => `INSERT INTO main.${fts} (${fts}, rank) VALUES ('hashsize', ${bytes})`,
  )

/**
 * Fills search from the tables in one go, replacing what was there. Run it in one transaction, so that a crash leaves it
 * empty and not half full. A conversation without an id is not searchable.
 */
export const fillSearchSql: string[] = [
  'DELETE FROM main.conversations_fts',
  'DELETE FROM main.conversations_fts_docs',
  'DELETE FROM main.curator_truths_fts',
  'DELETE FROM main.curator_truths_fts_docs',
  ...setHashSize(BULK_HASH_SIZE),
  'INSERT INTO main.conversations_fts_docs (docid, conversation_id) SELECT rowid, id FROM main.conversations WHERE id IS NOT NULL',
  `INSERT INTO main.conversations_fts (rowid, conversation_id, question, source_of_truth)
  SELECT rowid, id, question, source_of_truth FROM main.conversations WHERE id IS NOT NULL`,
  'INSERT INTO main.curator_truths_fts_docs (docid, conversation_id) SELECT id, conversation_id FROM main.curator_truths',
  `INSERT INTO main.curator_truths_fts (rowid, conversation_id, curator_output, topic_summary)
  SELECT id, conversation_id, curator_output, topic_summary FROM main.curator_truths`,
  ...setHashSize(DEFAULT_HASH_SIZE),
]

const indexConversation = `
    INSERT INTO conversations_fts_docs (conversation_id)
    SELECT NEW.id
    WHERE NEW.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM conversations_fts_docs WHERE conversation_id = NEW.id);
    DELETE FROM conversations_fts
    WHERE rowid = (SELECT docid FROM conversations_fts_docs WHERE conversation_id = NEW.id);
    INSERT INTO conversations_fts (rowid, conversation_id, question, source_of_truth)
    SELECT docid, NEW.id, NEW.question, NEW.source_of_truth FROM conversations_fts_docs WHERE conversation_id = NEW.id;`

const forgetConversation = `
    DELETE FROM conversations_fts
    WHERE rowid = (SELECT docid FROM conversations_fts_docs WHERE conversation_id = OLD.id);
    DELETE FROM conversations_fts_docs WHERE conversation_id = OLD.id;`

// docid is curator_truths.id. A REPLACE may displace one row by its id and another by its conversation: both go.
const indexTruth = `
    DELETE FROM curator_truths_fts WHERE rowid = NEW.id;
    DELETE FROM curator_truths_fts
    WHERE rowid = (SELECT docid FROM curator_truths_fts_docs WHERE conversation_id = NEW.conversation_id);
    DELETE FROM curator_truths_fts_docs WHERE docid = NEW.id OR conversation_id = NEW.conversation_id;
    INSERT INTO curator_truths_fts_docs (docid, conversation_id) VALUES (NEW.id, NEW.conversation_id);
    INSERT INTO curator_truths_fts (rowid, conversation_id, curator_output, topic_summary)
    VALUES (NEW.id, NEW.conversation_id, NEW.curator_output, NEW.topic_summary);`

const forgetTruth = `
    DELETE FROM curator_truths_fts WHERE rowid = OLD.id;
    DELETE FROM curator_truths_fts_docs WHERE docid = OLD.id;`

const trigger = (name: string, event: string, body: string) =>
  `CREATE TRIGGER IF NOT EXISTS main.${name} AFTER ${event} BEGIN${body}\n  END`

/** Keep search right under every kind of statement. Create them after the bulk copy and `fillSearchSql`. */
export const searchTriggers: string[] = [
  trigger('conversations_fts_insert', 'INSERT ON conversations', indexConversation),
  trigger(
    'conversations_fts_update',
    'UPDATE OF id, question, source_of_truth ON conversations',
    forgetConversation + indexConversation,
  ),
  trigger('conversations_fts_delete', 'DELETE ON conversations', forgetConversation),
  trigger('curator_truths_fts_insert', 'INSERT ON curator_truths', indexTruth),
  // Every column: an UPDATE that names `rowid` instead of `id` would pass an UPDATE OF list by.
  trigger('curator_truths_fts_update', 'UPDATE ON curator_truths', forgetTruth + indexTruth),
  trigger('curator_truths_fts_delete', 'DELETE ON curator_truths', forgetTruth),
]
