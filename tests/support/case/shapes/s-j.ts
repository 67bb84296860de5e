/** S-J, other Rust shapes (facts 1.7.9): database_working.rs, database_simple.rs, desktop/simple_db.rs, profiles after 006. */
import { create, insert, type Tables } from '../sql.js'
import { unifiedTables } from './schema/s-a.js'
import { profile, unifiedRows } from './s-a.js'
import { conversations, stages } from './texts.js'

const at = '2025-07-01T10:00:00.123456789+00:00'

/** `database_working.rs`: some of S-A's tables with other defaults, a model catalogue of five columns, no CHECK. */
export const workingTables = {
  users: unifiedTables.users,
  conversations: `
    id TEXT PRIMARY KEY, user_id TEXT, consensus_profile_id TEXT, total_cost REAL DEFAULT 0, input_tokens INTEGER DEFAULT 0,
    output_tokens INTEGER DEFAULT 0, start_time TEXT, end_time TEXT, success_rate TEXT DEFAULT '0',
    quality_score REAL DEFAULT 0.0, consensus_improvement INTEGER DEFAULT 0, confidence_level TEXT DEFAULT 'Unknown',
    success INTEGER DEFAULT 0, created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,
  messages: unifiedTables.messages,
  consensus_profiles: unifiedTables.consensus_profiles,
  knowledge_conversations: unifiedTables.knowledge_conversations,
  activity_log: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_type TEXT NOT NULL, conversation_id TEXT, user_id TEXT, stage TEXT,
    model_used TEXT, provider_name TEXT, cost REAL, duration_ms INTEGER, tokens_used INTEGER, error_message TEXT,
    metadata TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,
  openrouter_models:
    'internal_id INTEGER PRIMARY KEY, openrouter_id TEXT, name TEXT, provider_name TEXT, is_active INTEGER',
} satisfies Tables

export function workingDatabase({ count = 2 } = {}): string[] {
  const there = Object.keys(workingTables).map((name) => `INSERT INTO "${name}"`)
  const rows = conversations(count).flatMap((talk) => unifiedRows(talk))
  return [
    ...create(workingTables),
    insert('users', [{ id: 'user-1', email: null, tier: 'FREE', created_at: at, updated_at: at }]),
    insert('consensus_profiles', [profile('mine', 'My own four')]),
    insert('openrouter_models', [
      { internal_id: 280, openrouter_id: 'openai/gpt-4', name: 'GPT-4', provider_name: 'openai', is_active: 1 },
    ]),
    ...rows.filter((statement) => there.some((begin) => statement.startsWith(begin))),
    insert('activity_log', [{ event_type: 'something of its own', stage: 'judge', created_at: at }]),
  ]
}

/** `database_simple.rs`. */
export const simpleDatabase = (): string[] => [
  ...create({
    configuration: 'key TEXT PRIMARY KEY, value TEXT, created_at TEXT, updated_at TEXT',
    trust_decisions: 'path TEXT PRIMARY KEY, trust_level TEXT, timestamp TEXT, reason TEXT',
    conversations: 'id TEXT PRIMARY KEY, title TEXT, created_at TEXT, updated_at TEXT, message_count INTEGER',
    security_events: 'id INTEGER PRIMARY KEY AUTOINCREMENT, event_type TEXT, path TEXT, timestamp TEXT',
  }),
  insert('configuration', [{ key: 'theme', value: 'dark', created_at: at, updated_at: at }]),
  insert('trust_decisions', [{ path: '/src', trust_level: 'trusted', timestamp: at, reason: 'mine' }]),
  insert('conversations', [{ id: 'c1', title: 'First', created_at: at, updated_at: at, message_count: 4 }]),
  insert('security_events', [{ event_type: 'granted', path: '/src', timestamp: at }]),
]

/** `desktop/simple_db.rs`: keys without `encrypted` and `user_id`. */
export const desktopDatabase = (): string[] => [
  ...create({ configurations: 'key TEXT PRIMARY KEY, value TEXT NOT NULL, created_at TEXT, updated_at TEXT' }),
  insert('configurations', [
    { key: 'openrouter_api_key', value: 'sk-or-v1-case-not-a-real-key', created_at: at, updated_at: at },
  ]),
]

/** Profiles as migration 006 left them: integer ids, models by internal id. */
export function profilesOfSix(): string[] {
  const columns = stages.map(
    (stage) => `${stage}_model_id INTEGER NOT NULL, ${stage}_temperature REAL NOT NULL DEFAULT 0.7`,
  )
  const four = Object.fromEntries(stages.map((stage, index) => [`${stage}_model_id`, 280 + index]))
  return [
    'DROP TABLE IF EXISTS consensus_profiles',
    ...create({
      consensus_profiles: `id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, user_id TEXT, ${columns.join(', ')}, is_default BOOLEAN DEFAULT 0`,
    }),
    insert('consensus_profiles', [{ id: 1, name: 'Of six', user_id: 'user-1', ...four, is_default: 1 }]),
  ]
}
