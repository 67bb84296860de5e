/** The tables of `rust_schema.sql`, schema (a) (facts 2.4), column by column. */
import type { Tables } from '../../sql.js'

export const rustSchemaTables = {
  conversations: `
    id TEXT PRIMARY KEY, question TEXT NOT NULL, final_answer TEXT NOT NULL, source_of_truth TEXT NOT NULL,
    conversation_context TEXT, profile_id TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP`,

  stage_outputs: `
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id), stage_name TEXT NOT NULL,
    stage_number INTEGER NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, full_output TEXT NOT NULL,
    character_count INTEGER NOT NULL, word_count INTEGER NOT NULL, temperature REAL,
    processing_time_ms INTEGER, tokens_used INTEGER, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (stage_name IN ('generator', 'refiner', 'validator', 'curator')),
    CHECK (stage_number IN (1, 2, 3, 4))`,

  knowledge_base: `
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    curator_content TEXT NOT NULL, topics TEXT NOT NULL, keywords TEXT NOT NULL, semantic_embedding BLOB,
    is_source_of_truth INTEGER DEFAULT 1, relevance_score REAL DEFAULT 1.0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_topics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    topic TEXT NOT NULL, weight REAL DEFAULT 1.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_keywords: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    keyword TEXT NOT NULL, frequency INTEGER DEFAULT 1, weight REAL DEFAULT 1.0`,

  stage_evolution: `
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id), generator_length INTEGER,
    refiner_length INTEGER, validator_length INTEGER, curator_length INTEGER, total_evolution_percentage REAL,
    quality_score REAL, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_context: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    referenced_conversation_id TEXT NOT NULL REFERENCES conversations (id), relevance_score REAL DEFAULT 1.0,
    context_type TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (context_type IN ('recent_24h', 'thematic', 'direct_reference'))`,

  stage_confidence: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, stage_output_id TEXT NOT NULL REFERENCES stage_outputs (id),
    confidence_score REAL NOT NULL, reasoning TEXT, sources_used TEXT, content_quality_score REAL,
    technical_depth_score REAL, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    final_confidence REAL NOT NULL, stage_agreement REAL, content_quality REAL, provider_reliability REAL,
    context_utilization REAL, agreement_matrix TEXT, processing_time_ms INTEGER,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (conversation_id)`,

  curator_truths: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    curator_output TEXT NOT NULL, confidence_score REAL NOT NULL, topic_summary TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (conversation_id)`,

  knowledge_conversations: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    question TEXT NOT NULL, final_answer TEXT NOT NULL, source_of_truth TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_threads: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, child_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_conversation_id TEXT NOT NULL REFERENCES conversations (id), thread_type TEXT, reference_text TEXT,
    confidence_score REAL DEFAULT 1.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (thread_type IN ('follow_up', 'clarification', 'list_reference', 'continuation'))`,

  migration_history: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, migration_version TEXT NOT NULL, typescript_source_version TEXT,
    migration_timestamp TEXT DEFAULT CURRENT_TIMESTAMP, migration_stats TEXT, validation_checksum TEXT,
    notes TEXT`,

  performance_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, operation_type TEXT NOT NULL, operation_duration_ms INTEGER NOT NULL,
    memory_usage_mb INTEGER, rows_processed INTEGER, timestamp TEXT DEFAULT CURRENT_TIMESTAMP, metadata TEXT`,

  user_settings: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, setting_key TEXT NOT NULL, setting_value TEXT NOT NULL,
    setting_type TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (setting_key), CHECK (setting_type IN ('string', 'number', 'boolean', 'json'))`,

  repository_analysis: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, repository_path TEXT NOT NULL, analysis_type TEXT NOT NULL,
    analysis_result TEXT NOT NULL, file_count INTEGER, total_lines_of_code INTEGER,
    analysis_timestamp TEXT DEFAULT CURRENT_TIMESTAMP, analysis_duration_ms INTEGER, checksum TEXT,
    UNIQUE (repository_path, analysis_type, checksum)`,

  code_intelligence: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, file_path TEXT NOT NULL, file_language TEXT NOT NULL,
    symbols TEXT NOT NULL, dependencies TEXT, complexity_score REAL, last_modified TEXT,
    analysis_timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  planning_sessions: `
    id TEXT PRIMARY KEY, session_name TEXT NOT NULL, project_context TEXT NOT NULL,
    task_breakdown TEXT NOT NULL, status TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP, completion_percentage REAL DEFAULT 0.0,
    CHECK (status IN ('active', 'completed', 'paused', 'cancelled'))`,

  tui_state: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, state_key TEXT NOT NULL, state_value TEXT NOT NULL,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (state_key)`,

  enterprise_hooks: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, hook_name TEXT NOT NULL, hook_type TEXT, hook_config TEXT NOT NULL,
    is_enabled INTEGER DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (hook_name),
    CHECK (hook_type IN ('pre_consensus', 'post_consensus', 'validation', 'approval'))`,
} satisfies Tables

// prettier-ignore
export const rustSchemaIndexes = [
  `CREATE INDEX idx_conversations_created ON conversations (created_at DESC)`,
  `CREATE INDEX idx_conversations_created_at ON conversations (created_at DESC)`,
  `CREATE INDEX idx_conversations_question ON conversations (question)`,
  `CREATE INDEX idx_conversations_question_search ON conversations (created_at, question DESC)`,
  `CREATE INDEX idx_conversations_source_search ON conversations (created_at, source_of_truth DESC)`,
  `CREATE INDEX idx_stage_outputs_conversation ON stage_outputs (conversation_id, stage_name)`,
  `CREATE INDEX idx_stage_outputs_created_at ON stage_outputs (created_at DESC)`,
  `CREATE INDEX idx_stage_outputs_stage ON stage_outputs (stage_name)`,
  `CREATE INDEX idx_stage_outputs_stage_time ON stage_outputs (stage_name, created_at DESC)`,
  `CREATE INDEX idx_knowledge_base_conversation ON knowledge_base (conversation_id)`,
  `CREATE INDEX idx_knowledge_base_source ON knowledge_base (is_source_of_truth)`,
  `CREATE INDEX idx_topics_conversation ON conversation_topics (conversation_id)`,
  `CREATE INDEX idx_topics_topic ON conversation_topics (topic)`,
  `CREATE INDEX idx_keywords_conversation ON conversation_keywords (conversation_id)`,
  `CREATE INDEX idx_keywords_keyword ON conversation_keywords (keyword)`,
  `CREATE INDEX idx_conversation_context_conv ON conversation_context (conversation_id)`,
  `CREATE INDEX idx_conversation_context_ref ON conversation_context (referenced_conversation_id)`,
  `CREATE INDEX idx_conversation_context_type ON conversation_context (context_type)`,
  `CREATE INDEX idx_stage_confidence_stage ON stage_confidence (stage_output_id)`,
  `CREATE INDEX idx_consensus_metrics_confidence ON consensus_metrics (final_confidence DESC)`,
  `CREATE INDEX idx_consensus_metrics_conv ON consensus_metrics (conversation_id)`,
  `CREATE INDEX idx_curator_truths_confidence ON curator_truths (confidence_score DESC)`,
  `CREATE INDEX idx_curator_truths_conv ON curator_truths (conversation_id)`,
  `CREATE INDEX idx_curator_truths_topic ON curator_truths (topic_summary)`,
  `CREATE INDEX idx_knowledge_conversations_conv ON knowledge_conversations (conversation_id)`,
  `CREATE INDEX idx_knowledge_conversations_created ON knowledge_conversations (created_at DESC)`,
  `CREATE INDEX idx_conversation_threads_child ON conversation_threads (child_conversation_id)`,
  `CREATE INDEX idx_conversation_threads_parent ON conversation_threads (parent_conversation_id)`,
  `CREATE INDEX idx_conversation_threads_type ON conversation_threads (thread_type)`,
  `CREATE INDEX idx_migration_history_version ON migration_history (migration_version)`,
  `CREATE INDEX idx_performance_metrics_operation ON performance_metrics (operation_type, timestamp DESC)`,
  `CREATE INDEX idx_user_settings_key ON user_settings (setting_key)`,
  `CREATE INDEX idx_repository_analysis_path ON repository_analysis (repository_path)`,
  `CREATE INDEX idx_repository_analysis_type ON repository_analysis (analysis_type, analysis_timestamp DESC)`,
  `CREATE INDEX idx_code_intelligence_language ON code_intelligence (file_language)`,
  `CREATE INDEX idx_code_intelligence_path ON code_intelligence (file_path)`,
  `CREATE INDEX idx_planning_sessions_status ON planning_sessions (status, updated_at DESC)`,
  `CREATE INDEX idx_enterprise_hooks_type ON enterprise_hooks (hook_type, is_enabled)`,
]
