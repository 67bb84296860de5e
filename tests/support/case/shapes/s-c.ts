/** S-C, `unified_conversations` (facts 1.7.3): known from a document only, so fixtures alone. */
import { create, insert, type Tables } from '../sql.js'
import { conversations } from './texts.js'

export const unifiedConversationTables = {
  unified_conversations: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT UNIQUE NOT NULL, user_id TEXT, session_id TEXT,
    theme_cluster TEXT, conversation_data TEXT, created_at DATETIME, updated_at DATETIME`,
  conversation_themes: `
    theme_id TEXT PRIMARY KEY, theme_name TEXT NOT NULL, description TEXT, related_themes TEXT, strength REAL DEFAULT 0,
    last_accessed DATETIME, embedding_vector BLOB, cluster_id TEXT, topic_keywords TEXT`,
  context_memory: `
    context_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES unified_conversations (conversation_id),
    context_type TEXT NOT NULL, context_data TEXT NOT NULL, relevance_score REAL DEFAULT 0, created_at DATETIME`,
  conversation_embeddings: `
    conversation_id TEXT PRIMARY KEY, embedding_vector BLOB NOT NULL, embedding_model TEXT NOT NULL, created_at DATETIME`,
  repository_analysis: 'repo_path TEXT PRIMARY KEY, analysis TEXT, created_at DATETIME',
  execution_plans: 'plan_id TEXT PRIMARY KEY, plan TEXT, created_at DATETIME',
  schema_info: 'version INTEGER',
} satisfies Tables

/** A database of this shape; the messages are JSON whose form nobody wrote down. */
export function unifiedConversations({ count = 2 } = {}): string[] {
  return [
    ...create(unifiedConversationTables),
    ...conversations(count).flatMap(({ id, question, answer, topic, created, updated }) => [
      insert('unified_conversations', [
        {
          ...{
            conversation_id: id,
            user_id: 'user-1',
            session_id: 's1',
            theme_cluster: topic,
            created_at: created,
            updated_at: updated,
          },
          conversation_data: JSON.stringify({
            messages: [
              { role: 'user', content: question },
              { role: 'assistant', content: answer },
            ],
          }),
        },
      ]),
      insert('context_memory', [
        {
          context_id: `cm-${id}`,
          conversation_id: id,
          context_type: 'recent',
          context_data: '{}',
          created_at: created,
        },
      ]),
      insert('conversation_embeddings', [
        { conversation_id: id, embedding_vector: new Uint8Array(768), embedding_model: 'ada', created_at: created },
      ]),
    ]),
    insert('conversation_themes', [
      {
        theme_id: 't1',
        theme_name: 'svelte',
        related_themes: '["web"]',
        strength: 0.5,
        embedding_vector: new Uint8Array(16),
      },
    ]),
    insert('repository_analysis', [{ repo_path: '/src', analysis: '{}', created_at: '2025-01-01' }]),
    insert('execution_plans', [{ plan_id: 'p1', plan: '{"steps":[]}', created_at: '2025-01-01' }]),
    insert('schema_info', [{ version: 7 }]),
  ]
}
