/** S-F, the reference's test fixture (facts 1.7.6, 5.3): a conversation's messages are one JSON text. */
import { create, insert, type Tables } from '../sql.js'
import { conversations } from './texts.js'

export const jsonTables = {
  conversations: `
    id TEXT PRIMARY KEY, title TEXT NOT NULL, messages TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    tags TEXT, summary TEXT, theme TEXT, quality_score REAL, token_count INTEGER, cost_usd REAL`,
  memory_clusters: `
    id TEXT PRIMARY KEY, theme TEXT, conversations TEXT, summary TEXT, keywords TEXT, created_at TEXT, updated_at TEXT,
    quality_score REAL`,
  user_preferences: 'key TEXT PRIMARY KEY, value TEXT, updated_at TEXT',
} satisfies Tables

/** Two sound conversations, and the corruption fixture's row: no JSON, no date, numbers out of range. */
export function messagesAsJson(): string[] {
  const created_at = '2024-01-01T10:00:00Z'
  const times = { created_at, updated_at: '2024-01-01T10:05:00Z' }
  const said = (question: string, answer: string) =>
    JSON.stringify([
      { role: 'user', content: question, timestamp: created_at },
      { role: 'assistant', content: answer, timestamp: times.updated_at },
    ])
  return [
    ...create(jsonTables),
    insert(
      'conversations',
      conversations(2, 'conv-').map(({ id, question, answer, topic }, index) => ({
        ...{ id, title: `About ${topic}`, messages: said(question, answer), ...times, tags: '["test"]', theme: topic },
        ...{ quality_score: 0.85, token_count: 150 * (index + 1), cost_usd: 0.002 },
      })),
    ),
    insert('conversations', [
      {
        ...{
          id: 'corrupt-1',
          title: 'Corrupt',
          messages: 'invalid json {{{',
          created_at: 'invalid-date',
          updated_at: 'invalid-date',
        },
        ...{ tags: '[invalid', quality_score: 1.5, token_count: -50, cost_usd: -0.001 },
      },
    ]),
    insert('memory_clusters', [
      { id: 'c1', theme: 'svelte', conversations: '["conv-001"]', keywords: '["a"]', ...times, quality_score: 0.9 },
    ]),
    insert('user_preferences', [{ key: 'theme', value: 'dark', updated_at: created_at }]),
  ]
}
