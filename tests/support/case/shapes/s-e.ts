/** S-E, names in a placeholder reader (facts 1.7.5): no column lists exist, these are the few columns it names. */
import { create, insert, type Tables } from '../sql.js'
import { conversations } from './texts.js'

export const clusteredTables = {
  conversations: 'id TEXT PRIMARY KEY, created_at TEXT',
  messages: 'id TEXT PRIMARY KEY, conversation_id TEXT, role TEXT, content TEXT, created_at TEXT',
  consensus_profiles: 'id TEXT PRIMARY KEY, config TEXT',
  thematic_clusters: 'id TEXT PRIMARY KEY, name TEXT, conversations TEXT',
  usage_stats: 'day TEXT PRIMARY KEY, conversations INTEGER, cost REAL',
  user_settings: 'user_id TEXT PRIMARY KEY, settings TEXT',
} satisfies Tables

export function clustered({ count = 2 } = {}): string[] {
  return [
    ...create(clusteredTables),
    ...conversations(count).flatMap(({ id, question, answer, created }) => [
      insert('conversations', [{ id, created_at: created }]),
      insert('messages', [
        { id: `${id}-q`, conversation_id: id, role: 'user', content: question, created_at: created },
        { id: `${id}-a`, conversation_id: id, role: 'assistant', content: answer, created_at: created },
      ]),
    ]),
    insert('consensus_profiles', [{ id: 'p', config: '{"generator":"gpt-4"}' }]),
    insert('thematic_clusters', [{ id: 'c', name: 'web', conversations: '["conv_001"]' }]),
    insert('usage_stats', [{ day: '2025-03-04', conversations: 2, cost: 0.5 }]),
    insert('user_settings', [{ user_id: 'user-1', settings: '{"theme":"dark"}' }]),
  ]
}
