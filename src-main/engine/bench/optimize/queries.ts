/** Queries of the shipped desktop app (facts 2.6) and of the Rust engine's search (2.4 (a)), as a user waits for them. */
import { openReadonly } from '../../sqlite/open.js'

type Query = { name: string; sql: string }

const latest = 'SELECT id FROM main.conversations ORDER BY datetime(created_at) DESC, id LIMIT 20'

export const appQueries: readonly Query[] = [
  {
    name: 'the list of conversations',
    sql: `SELECT id, title, total_cost, updated_at FROM main.conversations
      ORDER BY datetime(updated_at) DESC LIMIT 50`,
  },
  {
    name: 'the messages of a conversation',
    sql: `SELECT role, content, stage, model_used, timestamp FROM main.messages
      WHERE conversation_id IN (${latest}) ORDER BY timestamp`,
  },
  {
    name: 'the stages of a conversation',
    sql: `SELECT stage_name, model, full_output FROM main.stage_outputs
      WHERE conversation_id IN (${latest}) ORDER BY stage_number`,
  },
  {
    name: 'the search for a word',
    sql: `SELECT conversation_id, snippet(conversations_fts, 1, '', '', '...', 12)
      FROM main.conversations_fts WHERE conversations_fts MATCH 'how OR what' ORDER BY rank LIMIT 50`,
  },
  {
    name: 'the search in curator truths',
    sql: `SELECT conversation_id FROM main.curator_truths_fts
      WHERE curator_truths_fts MATCH 'the' LIMIT 100`,
  },
  {
    name: 'usage per day',
    sql: `SELECT date(timestamp), count(DISTINCT conversation_id) FROM main.conversation_usage
      GROUP BY 1 ORDER BY 1 DESC LIMIT 30`,
  },
  {
    name: 'the most frequent topics',
    sql: `SELECT topic, count(*) FROM main.conversation_topics
      GROUP BY topic ORDER BY 2 DESC LIMIT 20`,
  },
  {
    name: 'what a new question builds on',
    sql: `SELECT k.question, k.source_of_truth FROM main.knowledge_conversations AS k
      JOIN main.conversation_topics AS t ON t.conversation_id = k.conversation_id
      WHERE t.topic = (SELECT topic FROM main.conversation_topics LIMIT 1) ORDER BY k.created_at DESC LIMIT 10`,
  },
]

/** Milliseconds of each query, in their order; each time with a connection and a cache of its own, as at a start. */
export function timeQueries(path: string): number[] {
  return appQueries.map(({ sql }) => {
    const db = openReadonly(path)
    try {
      const started = performance.now()
      db.prepare(sql).all()
      return performance.now() - started
    } finally {
      db.close()
    }
  })
}
