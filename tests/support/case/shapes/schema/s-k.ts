/** The desktop app’s own tables (facts 2.5), column by column. */
import type { Tables } from '../../sql.js'

export const appTables = {
  openrouter_providers: `
    provider_id TEXT PRIMARY KEY, name TEXT, website TEXT, last_seen_at TEXT, is_active INTEGER DEFAULT 1`,

  openrouter_models: `
    internal_id TEXT PRIMARY KEY, openrouter_id TEXT,
    provider_id TEXT REFERENCES openrouter_providers (provider_id), name TEXT, description TEXT,
    context_window INTEGER, pricing_input REAL, pricing_output REAL, is_active INTEGER DEFAULT 1,
    last_seen_at TEXT, replaced_by TEXT, UNIQUE (openrouter_id)`,

  model_aliases: `
    internal_id TEXT REFERENCES openrouter_models (internal_id), openrouter_id TEXT, active INTEGER DEFAULT 1,
    PRIMARY KEY (internal_id, openrouter_id)`,

  configurations: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, encrypted BOOLEAN DEFAULT 0, user_id TEXT REFERENCES users (id),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  users: `
    id TEXT PRIMARY KEY, email TEXT, tier TEXT`,

  consensus_settings: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  settings: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  d1_usage_queue: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL, conversation_id TEXT NOT NULL,
    timestamp TEXT NOT NULL, status TEXT DEFAULT 'pending', attempts INTEGER DEFAULT 0, last_error TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  sessions: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder_path TEXT NOT NULL, tabs TEXT NOT NULL, active_tab TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (folder_path)`,

  recent_folders: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder_path TEXT NOT NULL,
    last_opened TEXT DEFAULT CURRENT_TIMESTAMP, tab_count INTEGER DEFAULT 0, UNIQUE (folder_path)`,

  conversations: `
    id TEXT PRIMARY KEY, user_id TEXT, title TEXT, profile_id TEXT, total_cost REAL DEFAULT 0,
    total_tokens_input INTEGER DEFAULT 0, total_tokens_output INTEGER DEFAULT 0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  messages: `
    id TEXT PRIMARY KEY, conversation_id TEXT, role TEXT, content TEXT, stage TEXT, model_used TEXT,
    tokens_used INTEGER DEFAULT 0, cost REAL DEFAULT 0, consensus_path TEXT, consensus_rounds INTEGER,
    parent_message_id TEXT, timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  knowledge_conversations: `
    kc_id INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, conversation_id TEXT REFERENCES conversations (id),
    question TEXT, answer TEXT, final_answer TEXT, source_of_truth TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_usage: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversations (id), timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  performance_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP, total_duration INTEGER, total_cost REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  cost_analytics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    total_cost REAL, cost_per_token REAL, model_costs TEXT, optimization_potential REAL DEFAULT 0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  stage_outputs: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    stage_name TEXT NOT NULL, model TEXT NOT NULL, tokens_used INTEGER DEFAULT 0, cost REAL DEFAULT 0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_profiles: `
    id TEXT PRIMARY KEY, profile_name TEXT NOT NULL, generator_model TEXT NOT NULL,
    refiner_model TEXT NOT NULL, validator_model TEXT NOT NULL, curator_model TEXT NOT NULL,
    max_consensus_rounds INTEGER DEFAULT 3, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_iterations: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, consensus_id TEXT NOT NULL, datetime TEXT DEFAULT CURRENT_TIMESTAMP,
    model_id TEXT NOT NULL, stage_name TEXT NOT NULL, tokens_used INTEGER DEFAULT 0, count INTEGER DEFAULT 1,
    flag INTEGER DEFAULT 0, round_number INTEGER DEFAULT 1`,

  consensus_profiles_v2: `
    id TEXT PRIMARY KEY, profile_name TEXT,
    generator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    refiner_internal_id TEXT REFERENCES openrouter_models (internal_id),
    validator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    curator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    max_consensus_rounds INTEGER DEFAULT 3, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (profile_name)`,

  welcome_analytics: `
    id INTEGER PRIMARY KEY, action TEXT NOT NULL, timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  ai_tool_launches: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, tool_id TEXT NOT NULL, repository_path TEXT NOT NULL,
    launch_count INTEGER DEFAULT 1, first_launched_at TEXT DEFAULT CURRENT_TIMESTAMP,
    last_launched_at TEXT DEFAULT CURRENT_TIMESTAMP, status TEXT DEFAULT 'active', session_metadata TEXT,
    user_id TEXT DEFAULT 'default' REFERENCES users (id), tool_version TEXT, launch_context TEXT,
    UNIQUE (tool_id, repository_path, user_id)`,

  memory_context_logs: `
    log_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, conversation_id TEXT REFERENCES conversations (id),
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP, memory_stage_start TEXT, memory_stage_end TEXT,
    memory_stage_duration_ms INTEGER, memories_retrieved_recent INTEGER DEFAULT 0,
    memories_retrieved_today INTEGER DEFAULT 0, memories_retrieved_week INTEGER DEFAULT 0,
    memories_retrieved_semantic INTEGER DEFAULT 0, memory_search_query TEXT, memory_relevance_scores TEXT,
    context_stage_start TEXT, context_stage_end TEXT, context_stage_duration_ms INTEGER,
    patterns_identified TEXT, topics_extracted TEXT, context_summary TEXT, user_preferences_detected TEXT,
    context_influenced_routing BOOLEAN DEFAULT 0, routing_decision TEXT, routing_confidence REAL,
    total_memory_bytes INTEGER, cache_hit_rate REAL, consensus_id TEXT, final_message_id TEXT`,

  conversation_continuity: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, current_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    previous_conversation_id TEXT REFERENCES conversations (id), continuity_score REAL DEFAULT 0.0,
    time_gap_minutes INTEGER, topic_similarity REAL DEFAULT 0.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,
} satisfies Tables

// prettier-ignore
export const appIndexes = [
  `CREATE INDEX idx_conversations_created_at ON conversations (created_at)`,
  `CREATE INDEX idx_consensus_iterations_consensus_id ON consensus_iterations (consensus_id)`,
  `CREATE INDEX idx_consensus_iterations_datetime ON consensus_iterations (datetime)`,
  `CREATE INDEX idx_consensus_iterations_stage_model ON consensus_iterations (stage_name, model_id)`,
  `CREATE INDEX idx_ai_tool_launches_active ON ai_tool_launches (status) WHERE status = 'active'`,
  `CREATE INDEX idx_ai_tool_launches_lookup ON ai_tool_launches (tool_id, repository_path)`,
  `CREATE INDEX idx_ai_tool_launches_recent ON ai_tool_launches (last_launched_at DESC)`,
]
