/** The 17 tables of the Rust `core/schema.rs` (facts 1.7.7), column by column. */
import type { Tables } from '../../sql.js'

export const rustCoreTables = {
  schema_version: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL,
    migrated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  openrouter_models: `
    internal_id INTEGER PRIMARY KEY AUTOINCREMENT, openrouter_id TEXT NOT NULL, name TEXT NOT NULL,
    provider_name TEXT NOT NULL, description TEXT, context_window INTEGER,
    pricing_input REAL NOT NULL DEFAULT 0.0, pricing_output REAL NOT NULL DEFAULT 0.0, pricing_image REAL,
    pricing_request REAL, architecture_modality TEXT, architecture_tokenizer TEXT,
    architecture_instruct_type TEXT, top_provider_max_completion_tokens INTEGER,
    top_provider_is_moderated BOOLEAN, per_request_limits_prompt_tokens TEXT,
    per_request_limits_completion_tokens TEXT, is_active BOOLEAN NOT NULL DEFAULT 1,
    last_updated TEXT NOT NULL DEFAULT (datetime('now')), created_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (openrouter_id)`,

  model_rankings: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id) ON DELETE CASCADE,
    ranking_source TEXT NOT NULL, rank_position INTEGER NOT NULL, score REAL, category TEXT,
    last_updated TEXT NOT NULL DEFAULT (datetime('now'))`,

  consensus_profiles: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, user_id TEXT,
    generator_model_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    generator_temperature REAL NOT NULL DEFAULT 0.7, generator_max_tokens INTEGER,
    refiner_model_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    refiner_temperature REAL NOT NULL DEFAULT 0.5, refiner_max_tokens INTEGER,
    validator_model_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    validator_temperature REAL NOT NULL DEFAULT 0.3, validator_max_tokens INTEGER,
    curator_model_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    curator_temperature REAL NOT NULL DEFAULT 0.6, curator_max_tokens INTEGER,
    is_default BOOLEAN NOT NULL DEFAULT 0, is_active BOOLEAN NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (datetime('now')), updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (name)`,

  conversations: `
    id TEXT PRIMARY KEY, user_id TEXT, title TEXT, profile_id INTEGER REFERENCES consensus_profiles (id),
    context_type TEXT DEFAULT 'general', total_cost REAL DEFAULT 0.0, total_tokens_input INTEGER DEFAULT 0,
    total_tokens_output INTEGER DEFAULT 0, performance_score REAL, quality_rating INTEGER,
    is_archived BOOLEAN DEFAULT 0, is_favorite BOOLEAN DEFAULT 0, tags TEXT, metadata TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')), updated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  conversation_messages: `
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role TEXT NOT NULL, content TEXT NOT NULL, stage TEXT,
    model_id INTEGER REFERENCES openrouter_models (internal_id), model_name TEXT, temperature REAL,
    cost REAL DEFAULT 0.0, tokens_input INTEGER DEFAULT 0, tokens_output INTEGER DEFAULT 0, latency_ms INTEGER,
    quality_score REAL, sequence_number INTEGER NOT NULL,
    parent_message_id TEXT REFERENCES conversation_messages (id), metadata TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  conversation_memory: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE, memory_type TEXT NOT NULL,
    content TEXT NOT NULL, importance_score REAL DEFAULT 0.5, embedding_vector TEXT,
    cluster_id INTEGER REFERENCES thematic_clusters (id), created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  analytics_events: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_type TEXT NOT NULL, event_name TEXT NOT NULL, user_id TEXT,
    conversation_id TEXT REFERENCES conversations (id), profile_id INTEGER REFERENCES consensus_profiles (id),
    model_id INTEGER REFERENCES openrouter_models (internal_id), properties TEXT, metrics TEXT,
    timestamp TEXT NOT NULL DEFAULT (datetime('now')), session_id TEXT`,

  user_profiles: `
    id TEXT PRIMARY KEY, email TEXT, license_key TEXT, license_tier TEXT NOT NULL DEFAULT 'free',
    daily_limit INTEGER NOT NULL DEFAULT 10, daily_usage INTEGER NOT NULL DEFAULT 0, usage_reset_date TEXT,
    features TEXT, preferences TEXT, is_active BOOLEAN NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (datetime('now')), updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (email)`,

  sync_queue: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, record_id TEXT NOT NULL,
    operation TEXT NOT NULL, data TEXT, priority INTEGER DEFAULT 0, retry_count INTEGER DEFAULT 0,
    max_retries INTEGER DEFAULT 3, error_message TEXT, created_at TEXT NOT NULL DEFAULT (datetime('now')),
    synced_at TEXT, failed_at TEXT`,

  cloudflare_sync_status: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, last_sync_at TEXT, last_successful_sync_at TEXT,
    sync_errors INTEGER DEFAULT 0, total_records_synced INTEGER DEFAULT 0, sync_status TEXT DEFAULT 'idle',
    error_message TEXT, updated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  thematic_clusters: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, description TEXT, keywords TEXT,
    centroid_vector TEXT, conversation_count INTEGER DEFAULT 0, last_activity TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')), updated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  context_continuity: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    context_window_start INTEGER NOT NULL, context_window_end INTEGER NOT NULL, summary TEXT NOT NULL,
    key_entities TEXT, importance_score REAL DEFAULT 0.5, created_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  performance_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, metric_type TEXT NOT NULL, metric_name TEXT NOT NULL,
    metric_value REAL NOT NULL, model_id INTEGER REFERENCES openrouter_models (internal_id),
    profile_id INTEGER REFERENCES consensus_profiles (id), conversation_id TEXT REFERENCES conversations (id),
    timestamp TEXT NOT NULL DEFAULT (datetime('now')), metadata TEXT`,

  cost_tracking: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT, conversation_id TEXT REFERENCES conversations (id),
    model_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    tokens_input INTEGER NOT NULL DEFAULT 0, tokens_output INTEGER NOT NULL DEFAULT 0,
    cost_input REAL NOT NULL DEFAULT 0.0, cost_output REAL NOT NULL DEFAULT 0.0,
    total_cost REAL NOT NULL DEFAULT 0.0, currency TEXT DEFAULT 'USD', billing_period TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  configuration: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, type TEXT NOT NULL DEFAULT 'string', description TEXT,
    is_encrypted BOOLEAN DEFAULT 0, created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))`,

  security_trust: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, trust_level TEXT NOT NULL,
    granted_at TEXT NOT NULL DEFAULT (datetime('now')), granted_by TEXT, expires_at TEXT,
    is_recursive BOOLEAN DEFAULT 0, permissions TEXT, created_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (path)`,
} satisfies Tables
