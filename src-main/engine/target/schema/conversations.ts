/**
 * Conversations and all that hangs on one: messages, stage outputs, knowledge, metrics, usage and costs.
 *
 * Each table is the union of what the Rust schema (facts 2.4 (a)), the shipped desktop app (2.5) and the verified superset
 * (2.8) declare under its name. A NOT NULL of one program goes where another inserts without that column. Counts, costs
 * and scores have no default: a number that nobody measured is NULL, not 0 or 1. Long texts come last in their row: SQLite
 * follows a row's overflow pages only as far as the column it needs, so that indexes and lists never read whole answers.
 */
import type { IndexMap, TableMap } from './types.js'

export const conversationTables = {
  // The app inserts without question, final_answer and source_of_truth; the Rust engine without title.
  conversations: `
    id TEXT PRIMARY KEY,
    user_id TEXT,
    title TEXT,
    profile_id TEXT,
    consensus_profile_id TEXT,
    context_type TEXT,
    total_cost REAL,
    total_tokens_input INTEGER,
    total_tokens_output INTEGER,
    performance_score REAL,
    quality_rating INTEGER,
    is_archived BOOLEAN DEFAULT 0,
    is_favorite BOOLEAN DEFAULT 0,
    tags TEXT,
    metadata TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP,
    question TEXT,
    conversation_context TEXT,
    final_answer TEXT,
    source_of_truth TEXT`,

  // No foreign key, as in the app: it stores messages of conversations that it never saved (facts T8).
  messages: `
    id TEXT PRIMARY KEY,
    conversation_id TEXT,
    role TEXT,
    stage TEXT,
    model_used TEXT,
    tokens_used INTEGER,
    cost REAL,
    consensus_path TEXT,
    consensus_rounds INTEGER,
    parent_message_id TEXT,
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP,
    created_at TEXT,
    metadata TEXT,
    content TEXT`,

  // The app inserts without id, spells stages `Generator`, and knows nothing of texts, numbers and providers (facts 2.6).
  stage_outputs: `
    id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    stage_name TEXT NOT NULL COLLATE NOCASE CHECK (stage_name IN ('generator', 'refiner', 'validator', 'curator')),
    stage_number INTEGER CHECK (stage_number IN (1, 2, 3, 4)),
    provider TEXT,
    model TEXT NOT NULL,
    character_count INTEGER,
    word_count INTEGER,
    temperature REAL,
    processing_time_ms INTEGER,
    tokens_used INTEGER,
    cost REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    full_output TEXT`,

  stage_evolution: `
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    generator_length INTEGER,
    refiner_length INTEGER,
    validator_length INTEGER,
    curator_length INTEGER,
    total_evolution_percentage REAL,
    quality_score REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  stage_confidence: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage_output_id TEXT NOT NULL REFERENCES stage_outputs (id),
    confidence_score REAL NOT NULL,
    reasoning TEXT,
    sources_used TEXT,
    content_quality_score REAL,
    technical_depth_score REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    final_confidence REAL NOT NULL,
    stage_agreement REAL,
    content_quality REAL,
    provider_reliability REAL,
    context_utilization REAL,
    agreement_matrix TEXT,
    processing_time_ms INTEGER,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_usage: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  // The app knows only conversations here, the Rust engine only operations: neither fills the other's columns.
  performance_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT REFERENCES conversations (id),
    operation_type TEXT,
    operation_duration_ms INTEGER,
    memory_usage_mb INTEGER,
    rows_processed INTEGER,
    total_duration INTEGER,
    total_cost REAL,
    metadata TEXT,
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  cost_analytics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    total_cost REAL,
    cost_per_token REAL,
    model_costs TEXT,
    optimization_potential REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_iterations: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    consensus_id TEXT NOT NULL,
    datetime TEXT DEFAULT CURRENT_TIMESTAMP,
    model_id TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    tokens_used INTEGER,
    count INTEGER DEFAULT 1,
    flag INTEGER DEFAULT 0,
    round_number INTEGER DEFAULT 1`,
} satisfies TableMap

/** Indexes named as in facts 2.4 (a) and 2.5; those that would hold whole answers keep their name and lose the text. */
export const conversationIndexes = {
  idx_conversations_created: 'conversations (created_at DESC)',
  idx_conversations_created_at: 'conversations (created_at DESC)',
  idx_conversations_question: 'conversations (question)',
  idx_conversations_question_search: 'conversations (created_at, question DESC)',
  idx_conversations_source_search: 'conversations (created_at)',

  idx_messages_timestamp: 'messages (timestamp DESC)',
  idx_messages_conversation_timestamp: 'messages (conversation_id, timestamp DESC)',
  idx_messages_parent: 'messages (parent_message_id)',
  idx_messages_content_search: 'messages (role, timestamp DESC)',

  idx_stage_outputs_conversation: 'stage_outputs (conversation_id, stage_name)',
  idx_stage_outputs_created_at: 'stage_outputs (created_at DESC)',
  idx_stage_outputs_stage: 'stage_outputs (stage_name)',
  idx_stage_outputs_stage_time: 'stage_outputs (stage_name, created_at DESC)',
  idx_stage_confidence_stage: 'stage_confidence (stage_output_id)',

  idx_consensus_metrics_confidence: 'consensus_metrics (final_confidence DESC)',
  idx_consensus_metrics_conv: 'consensus_metrics (conversation_id)',
  idx_performance_metrics_operation: 'performance_metrics (operation_type, timestamp DESC)',
  idx_consensus_iterations_consensus_id: 'consensus_iterations (consensus_id)',
  idx_consensus_iterations_datetime: 'consensus_iterations (datetime)',
  idx_consensus_iterations_stage_model: 'consensus_iterations (stage_name, model_id)',

  // Ours: deleting a conversation with foreign keys on would otherwise scan each of these tables.
  idx_usage_conversation: 'conversation_usage (conversation_id)',
  idx_cost_analytics_conv: 'cost_analytics (conversation_id)',
  idx_stage_evolution_conv: 'stage_evolution (conversation_id)',
} satisfies IndexMap

/** The app upserts one row per conversation and lacks this key in its own schema (facts 2.6). A full index serves it, a partial one cannot. */
export const conversationUniqueIndexes = {
  idx_performance_metrics_conv: 'performance_metrics (conversation_id)',
} satisfies IndexMap

/** Fills stage_number for writers that know only the stage's name (the app, facts 2.6). */
export const conversationTriggers = [
  `CREATE TRIGGER IF NOT EXISTS main.stage_outputs_number AFTER INSERT ON stage_outputs WHEN NEW.stage_number IS NULL
  BEGIN
    UPDATE stage_outputs
    SET stage_number = CASE lower(NEW.stage_name)
      WHEN 'generator' THEN 1 WHEN 'refiner' THEN 2 WHEN 'validator' THEN 3 WHEN 'curator' THEN 4 END
    WHERE rowid = NEW.rowid;
  END`,
]
