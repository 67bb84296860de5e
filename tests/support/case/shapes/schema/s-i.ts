/** What migrations 006 to 013 change in the unified database, schema (b) (facts 2.4): these replace or join those of S-A. */
import type { Tables } from '../../sql.js'

export const migratedTables = {
  users: `
    id TEXT PRIMARY KEY, email TEXT, license_key TEXT, tier TEXT DEFAULT 'FREE',
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    subscription_tier TEXT DEFAULT 'free', last_d1_sync TEXT, UNIQUE (email)`,

  conversations: `
    id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id),
    consensus_profile_id TEXT REFERENCES consensus_profiles_backup (id), total_cost REAL DEFAULT 0,
    input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, start_time TEXT, end_time TEXT,
    success_rate TEXT DEFAULT "100", quality_score REAL DEFAULT 0.95, consensus_improvement INTEGER DEFAULT 15,
    confidence_level TEXT DEFAULT "High", success INTEGER DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_usage: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    user_id TEXT REFERENCES users (id), timestamp TEXT DEFAULT CURRENT_TIMESTAMP, license_key TEXT,
    verified INTEGER DEFAULT 0, conversation_token TEXT, question_hash TEXT, d1_verified_at TEXT,
    UNIQUE (conversation_id)`,

  consensus_profiles: `
    id TEXT PRIMARY KEY, profile_name TEXT NOT NULL, generator_model TEXT NOT NULL,
    refiner_model TEXT NOT NULL, validator_model TEXT NOT NULL, curator_model TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  licenses: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, tier TEXT NOT NULL, daily_limit INTEGER NOT NULL,
    features TEXT, user_id TEXT NOT NULL, email TEXT, expires_at TEXT, validated_at TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (key)`,

  daily_usage_summary: `
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, date DATE NOT NULL,
    conversation_count INTEGER NOT NULL DEFAULT 0, total_cost REAL NOT NULL DEFAULT 0.0,
    total_tokens INTEGER NOT NULL DEFAULT 0, average_response_time REAL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, UNIQUE (user_id, date)`,

  consensus_facts: `
    id TEXT PRIMARY KEY, semantic_fingerprint TEXT NOT NULL, content TEXT NOT NULL,
    curator_confidence REAL NOT NULL DEFAULT 0.0, source_question TEXT NOT NULL, source_conversation_id TEXT,
    consensus_stages TEXT NOT NULL DEFAULT '[]', created_at TEXT NOT NULL, last_accessed TEXT NOT NULL,
    access_count INTEGER NOT NULL DEFAULT 0, related_facts TEXT NOT NULL DEFAULT '[]',
    topics TEXT NOT NULL DEFAULT '[]', entities TEXT NOT NULL DEFAULT '[]',
    metadata TEXT NOT NULL DEFAULT '{}', UNIQUE (semantic_fingerprint)`,
} satisfies Tables

// prettier-ignore
export const migratedIndexes = [
  `CREATE INDEX idx_conversations_profile ON conversations (consensus_profile_id)`,
  `CREATE INDEX idx_conversations_user ON conversations (user_id)`,
  `CREATE INDEX idx_conversation_usage_license_key ON conversation_usage (license_key)`,
  `CREATE INDEX idx_conversation_usage_timestamp ON conversation_usage (timestamp)`,
  `CREATE UNIQUE INDEX idx_conversation_usage_token_unique ON conversation_usage (conversation_token) WHERE conversation_token IS NOT NULL`,
  `CREATE INDEX idx_conversation_usage_verified ON conversation_usage (verified)`,
  `CREATE INDEX idx_usage_conversation ON conversation_usage (conversation_id)`,
  `CREATE INDEX idx_usage_timestamp_legacy ON conversation_usage (timestamp)`,
  `CREATE INDEX idx_licenses_key ON licenses (key)`,
  `CREATE INDEX idx_licenses_user_id ON licenses (user_id)`,
  `CREATE INDEX idx_daily_usage_date ON daily_usage_summary (date)`,
  `CREATE INDEX idx_daily_usage_user_date ON daily_usage_summary (user_id, date)`,
  `CREATE INDEX idx_consensus_facts_access_count ON consensus_facts (access_count)`,
  `CREATE INDEX idx_consensus_facts_confidence ON consensus_facts (curator_confidence)`,
  `CREATE INDEX idx_consensus_facts_created_at ON consensus_facts (created_at)`,
  `CREATE INDEX idx_consensus_facts_fingerprint ON consensus_facts (semantic_fingerprint)`,
  `CREATE INDEX idx_consensus_facts_topics ON consensus_facts (topics)`,
]
