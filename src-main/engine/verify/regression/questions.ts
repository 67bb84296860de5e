/**
 * Questions that the old database can answer and that the new one must answer alike, value by value. `then` reads views
 * `then_<table>` of the old one, `now` views `now_<table>` of the new one (views.ts); both leave out rows that were set
 * aside or repaired, which the data layer accounts for.
 */
export type Question = { name: string; tables: string[]; then: string; now: string }

const both = (name: string, tables: string[], sql: (side: 'then' | 'now') => string): Question => {
  return { name, tables, then: sql('then'), now: sql('now') }
}

/** Conversations of which a stage output was set aside or repaired: their sums count rows that the views leave out. */
const disturbed = `
  SELECT q.value FROM main.migration_quarantine AS q
  WHERE lower(q.table_name) = 'stage_outputs' AND q.column_name = 'conversation_id' AND q.value IS NOT NULL
  UNION SELECT o.conversation_id FROM main.stage_outputs AS o WHERE o.id IN (
    SELECT r.row_key FROM main.migration_repairs AS r WHERE lower(r.table_name) = 'stage_outputs')`

export const knowledgeQuestions: Question[] = [
  both('how many conversations there are', ['conversations'], (side) => `SELECT count(*) FROM ${side}_conversations`),
  both(
    'the 20 latest conversations',
    ['conversations'],
    (side) => `SELECT id, created_at FROM ${side}_conversations ORDER BY datetime(created_at) DESC, id LIMIT 20`,
  ),
  both(
    'the 20 oldest conversations',
    ['conversations'],
    (side) => `SELECT id, created_at FROM ${side}_conversations ORDER BY datetime(created_at), id LIMIT 20`,
  ),
  both(
    'conversations per day',
    ['conversations'],
    (side) => `SELECT date(created_at), count(*) FROM ${side}_conversations GROUP BY 1 ORDER BY 1`,
  ),
  both(
    'which questions say “how”',
    ['conversations'],
    (side) => `SELECT id FROM ${side}_conversations WHERE question LIKE '%how%' ORDER BY id LIMIT 500`,
  ),
  both(
    'the ten longest answers',
    ['conversations'],
    (side) => `SELECT id, length(final_answer) FROM ${side}_conversations ORDER BY 2 DESC, id LIMIT 10`,
  ),
  both(
    'the characters of all questions and answers',
    ['conversations'],
    (side) => `SELECT total(length(question)), total(length(final_answer)), total(length(source_of_truth))
      FROM ${side}_conversations`,
  ),
  both(
    'conversations per profile',
    ['conversations'],
    (side) => `SELECT profile_id, count(*) FROM ${side}_conversations GROUP BY profile_id COLLATE BINARY ORDER BY 1`,
  ),
  both(
    'stage outputs per stage',
    ['stage_outputs'],
    (side) => `SELECT lower(stage_name), count(*), total(character_count), total(word_count)
      FROM ${side}_stage_outputs GROUP BY 1 ORDER BY 1`,
  ),
  both(
    'which models answered, and with how many tokens',
    ['stage_outputs'],
    (side) => `SELECT provider, model, count(*), total(tokens_used), total(processing_time_ms)
      FROM ${side}_stage_outputs GROUP BY 1, 2 ORDER BY 1, 2`,
  ),
  both(
    'the full course of five conversations',
    ['conversations', 'stage_outputs'],
    (side) => `SELECT c.id, c.question, o.stage_number, o.model, o.full_output, c.final_answer
      FROM (SELECT id, question, final_answer FROM ${side}_conversations ORDER BY id LIMIT 5) AS c
      JOIN ${side}_stage_outputs AS o ON o.conversation_id = c.id ORDER BY c.id, o.stage_number, o.id`,
  ),
  both(
    'the 30 most frequent topics',
    ['conversation_topics'],
    (side) => `SELECT topic, count(*) FROM ${side}_conversation_topics
      GROUP BY topic COLLATE BINARY ORDER BY 2 DESC, 1 LIMIT 30`,
  ),
  both(
    'the 30 most frequent keywords',
    ['conversation_keywords'],
    (side) => `SELECT keyword, total(frequency) FROM ${side}_conversation_keywords
      GROUP BY keyword COLLATE BINARY ORDER BY 2 DESC, 1 LIMIT 30`,
  ),
  both(
    'how conversations refer to each other',
    ['conversation_context'],
    (side) =>
      `SELECT context_type, count(*), total(relevance_score) FROM ${side}_conversation_context GROUP BY 1 ORDER BY 1`,
  ),
  both(
    'which conversations follow which',
    ['conversation_threads'],
    (side) => `SELECT child_conversation_id, parent_conversation_id, thread_type FROM ${side}_conversation_threads
      ORDER BY id LIMIT 200`,
  ),
  both(
    'the most certain curator truths',
    ['curator_truths'],
    (side) => `SELECT conversation_id, confidence_score, topic_summary FROM ${side}_curator_truths
      ORDER BY confidence_score DESC, id LIMIT 20`,
  ),
  both(
    'the knowledge base and its embeddings',
    ['knowledge_base'],
    (
      side,
    ) => `SELECT count(*), count(semantic_embedding), total(length(semantic_embedding)), total(length(curator_content))
      FROM ${side}_knowledge_base`,
  ),
  both(
    'how answers grew from stage to stage',
    ['stage_evolution'],
    (side) => `SELECT total(generator_length), total(refiner_length), total(validator_length), total(curator_length),
      avg(quality_score) FROM ${side}_stage_evolution`,
  ),
  both(
    'how confident the stages were',
    ['stage_confidence'],
    (side) => `SELECT count(*), min(confidence_score), max(confidence_score), total(confidence_score)
      FROM ${side}_stage_confidence`,
  ),
  both(
    'how well the stages agreed',
    ['consensus_metrics'],
    (side) => `SELECT count(*), min(final_confidence), max(final_confidence), total(stage_agreement)
      FROM ${side}_consensus_metrics`,
  ),
  {
    name: 'the tokens of each conversation',
    tables: ['conversations', 'stage_outputs'],
    then: `SELECT conversation_id, CAST(total(tokens_used) AS INTEGER) FROM then_stage_outputs
      WHERE typeof(tokens_used) = 'integer' AND conversation_id IN (SELECT id FROM then_conversations)
        AND conversation_id NOT IN (${disturbed}) GROUP BY conversation_id ORDER BY 1 LIMIT 500`,
    now: `SELECT c.id, c.total_tokens_output FROM now_conversations AS c
      WHERE c.id NOT IN (${disturbed}) AND c.id IN (
        SELECT o.conversation_id FROM now_stage_outputs AS o WHERE typeof(o.tokens_used) = 'integer')
      ORDER BY 1 LIMIT 500`,
  },
  {
    name: 'the app’s list of messages',
    tables: ['conversations'],
    then: `SELECT id, 'user', question FROM then_conversations WHERE question IS NOT NULL ORDER BY id LIMIT 50`,
    now: `SELECT m.conversation_id, m.role, m.content FROM main.messages AS m
      WHERE m.role = 'user' AND m.conversation_id IN (SELECT id FROM now_conversations)
        AND substr(CAST(m.id AS BLOB), -9) = CAST('_question' AS BLOB) ORDER BY 1 LIMIT 50`,
  },
  {
    name: 'the app’s activity per day',
    tables: ['conversations'],
    then: `SELECT date(created_at), count(*) FROM then_conversations GROUP BY 1 ORDER BY 1`,
    now: `SELECT date(u.timestamp), count(DISTINCT u.conversation_id) FROM main.conversation_usage AS u
      JOIN now_conversations AS c ON c.id = u.conversation_id AND u.timestamp IS c.created_at GROUP BY 1 ORDER BY 1`,
  },
]
