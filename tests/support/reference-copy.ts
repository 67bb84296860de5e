import type Database from 'better-sqlite3'
import { newTarget } from './target-database.js'

const sameTables = [
  ...['stage_outputs', 'knowledge_base', 'conversation_keywords', 'stage_evolution', 'conversation_context'],
  ...['stage_confidence', 'consensus_metrics', 'curator_truths', 'conversation_threads'],
]

/**
 * Copies a sample by the plainest statements: what the independent check must accept, and what a test may damage to see
 * that it does not accept that. Only for sound samples.
 */
export function referenceCopy(source: string, target: string): Database.Database {
  const db = newTarget(target)
  db.prepare('ATTACH ? AS old').run(source)
  const columns = (schema: string, table: string) =>
    db.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema)
  db.exec(`
    INSERT INTO main.conversations (id, title, question, final_answer, source_of_truth, conversation_context, profile_id,
      created_at, updated_at, last_updated)
    SELECT id, substr(question, 1, 100), question, final_answer, source_of_truth, conversation_context, profile_id,
      created_at, last_updated, last_updated FROM old.conversations;
    INSERT INTO main.messages (id, conversation_id, role, content, timestamp)
    SELECT id || '-q', id, 'user', question, created_at FROM old.conversations;
    INSERT INTO main.messages (id, conversation_id, role, stage, content, timestamp)
    SELECT id || '-a', id, 'assistant', 'curator', final_answer, created_at FROM old.conversations;
    INSERT INTO main.conversation_usage (user_id, conversation_id, timestamp)
    SELECT '3034c561-e193-4968-a575-f1b165d31a5b', id, created_at FROM old.conversations;
    INSERT INTO main.knowledge_conversations (kc_id, conversation_id, question, final_answer, source_of_truth, created_at)
    SELECT * FROM old.knowledge_conversations WHERE id IN (SELECT max(id) FROM old.knowledge_conversations GROUP BY conversation_id);
    CREATE TABLE main.legacy_knowledge_conversations (id, conversation_id, question, final_answer, source_of_truth, created_at);
    INSERT INTO main.legacy_knowledge_conversations
    SELECT * FROM old.knowledge_conversations WHERE id NOT IN (SELECT kc_id FROM main.knowledge_conversations);`)
  for (const table of sameTables) {
    const names = columns('old', table).join(', ')
    db.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM old.${table}`)
  }
  if (columns('old', 'conversation_topics').includes('confidence'))
    db.exec(`
      INSERT INTO main.conversation_topics (id, conversation_id, topic, weight, created_at)
      SELECT id, conversation_id, topic, confidence, NULL FROM old.conversation_topics;
      CREATE TABLE main.legacy_conversation_topics (id, is_primary);
      INSERT INTO main.legacy_conversation_topics SELECT id, is_primary FROM old.conversation_topics`)
  else
    db.exec(
      'INSERT INTO main.conversation_topics SELECT id, conversation_id, topic, weight, created_at FROM old.conversation_topics',
    )
  db.exec('DETACH old')
  return db
}
