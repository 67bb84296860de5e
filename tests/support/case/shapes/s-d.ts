/** S-D, what `core/migrator.rs` reads (facts 1.7.4): titles, messages with metadata, themes. */
import { create, insert, type Tables } from '../sql.js'
import { conversations } from './texts.js'

export const titledTables = {
  conversations: 'id TEXT PRIMARY KEY, title TEXT, created_at TEXT, updated_at TEXT, metadata TEXT',
  messages: 'id TEXT PRIMARY KEY, conversation_id TEXT, role TEXT, content TEXT, timestamp TEXT, metadata TEXT',
  themes: 'id TEXT PRIMARY KEY, name TEXT, description TEXT, created_at TEXT, concepts TEXT, conversation_ids TEXT',
} satisfies Tables

export function titled({ count = 3 } = {}): string[] {
  return [
    ...create(titledTables),
    ...conversations(count).flatMap(({ id, question, answer, topic, created, updated }) => [
      insert('conversations', [
        { id, title: `About ${topic}`, created_at: created, updated_at: updated, metadata: '{"cost": 0.23}' },
      ]),
      insert('messages', [
        {
          id: `${id}-1`,
          conversation_id: id,
          role: 'system',
          content: 'Be brief.',
          timestamp: created,
          metadata: '{}',
        },
        { id: `${id}-2`, conversation_id: id, role: 'user', content: question, timestamp: created, metadata: null },
        {
          id: `${id}-3`,
          conversation_id: id,
          role: 'assistant',
          content: answer,
          timestamp: updated,
          metadata: '{"model":"gpt-4"}',
        },
      ]),
      insert('themes', [
        {
          id: `t-${id}`,
          name: topic,
          description: 'd',
          created_at: created,
          concepts: '["a"]',
          conversation_ids: `["${id}"]`,
        },
      ]),
    ]),
  ]
}
