/** The 31 tables of the unified database (facts 1.7.1), column by column. */
import type { Tables } from '../../sql.js'

export const unifiedTables = {
  users: `
    id TEXT PRIMARY KEY, email TEXT, license_key TEXT, tier TEXT DEFAULT 'FREE',
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (email)`,

  configurations: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, encrypted BOOLEAN DEFAULT 0, user_id TEXT REFERENCES users (id),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  openrouter_providers: `
    id TEXT PRIMARY KEY, name TEXT NOT NULL, display_name TEXT NOT NULL, model_count INTEGER DEFAULT 0,
    average_cost REAL DEFAULT 0.0, capabilities TEXT DEFAULT '[]', last_updated TEXT NOT NULL,
    is_active BOOLEAN DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (name)`,

  openrouter_models: `
    internal_id INTEGER PRIMARY KEY AUTOINCREMENT, openrouter_id TEXT NOT NULL, name TEXT NOT NULL,
    provider_id TEXT NOT NULL REFERENCES openrouter_providers (id), provider_name TEXT NOT NULL,
    description TEXT DEFAULT '', capabilities TEXT DEFAULT '[]', pricing_input REAL DEFAULT 0.0,
    pricing_output REAL DEFAULT 0.0, pricing_image REAL, pricing_request REAL,
    context_window INTEGER DEFAULT 4096, created_at INTEGER NOT NULL, input_modalities TEXT DEFAULT '["text"]',
    output_modalities TEXT DEFAULT '["text"]', is_active BOOLEAN DEFAULT 1, last_updated TEXT NOT NULL,
    UNIQUE (openrouter_id)`,

  pipeline_profiles: `
    id TEXT PRIMARY KEY, name TEXT NOT NULL, user_id TEXT REFERENCES users (id), is_default BOOLEAN DEFAULT 0,
    generator_model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    generator_temperature REAL DEFAULT 0.7,
    refiner_model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    refiner_temperature REAL DEFAULT 0.7,
    validator_model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    validator_temperature REAL DEFAULT 0.7,
    curator_model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    curator_temperature REAL DEFAULT 0.7, generator_provider TEXT, generator_model TEXT, refiner_provider TEXT,
    refiner_model TEXT, validator_provider TEXT, validator_model TEXT, curator_provider TEXT,
    curator_model TEXT, is_dynamic_template BOOLEAN DEFAULT 0, selection_criteria TEXT,
    routing_preferences TEXT, cost_controls TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_profiles: `
    id TEXT PRIMARY KEY, profile_name TEXT NOT NULL,
    pipeline_profile_id TEXT REFERENCES pipeline_profiles (id), generator_model TEXT NOT NULL,
    refiner_model TEXT NOT NULL, validator_model TEXT NOT NULL, curator_model TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (profile_name)`,

  conversations: `
    id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id),
    consensus_profile_id TEXT REFERENCES consensus_profiles (id), total_cost REAL DEFAULT 0,
    input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, start_time TEXT, end_time TEXT,
    success_rate TEXT DEFAULT "100", quality_score REAL DEFAULT 0.95, consensus_improvement INTEGER DEFAULT 15,
    confidence_level TEXT DEFAULT "High", success INTEGER DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  messages: `
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id), role TEXT NOT NULL,
    content TEXT NOT NULL, stage TEXT, model_used TEXT, timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  usage_records: `
    id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id),
    conversation_id TEXT REFERENCES conversations (id), action_type TEXT NOT NULL, cost REAL DEFAULT 0.0,
    tokens_input INTEGER DEFAULT 0, tokens_output INTEGER DEFAULT 0, model_used TEXT,
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  budget_limits: `
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), period_type TEXT NOT NULL,
    limit_amount REAL NOT NULL, current_spent REAL DEFAULT 0.0, period_start TEXT NOT NULL,
    period_end TEXT NOT NULL, is_active BOOLEAN DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  sync_metadata: `
    id TEXT PRIMARY KEY, sync_type TEXT NOT NULL, started_at TEXT NOT NULL, completed_at TEXT,
    status TEXT NOT NULL, providers_synced INTEGER DEFAULT 0, models_synced INTEGER DEFAULT 0,
    error_message TEXT, next_sync_due TEXT NOT NULL, rankings_last_synced TEXT,
    provider_performance_synced TEXT, intelligence_version TEXT DEFAULT '1.7.0',
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  settings: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, description TEXT, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_settings: `
    key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_usage: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    user_id TEXT REFERENCES users (id), timestamp TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (conversation_id)`,

  knowledge_conversations: `
    id TEXT PRIMARY KEY, conversation_id TEXT REFERENCES conversations (id), question TEXT NOT NULL,
    final_answer TEXT NOT NULL, source_of_truth TEXT NOT NULL, conversation_context TEXT, profile_id TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, last_updated TEXT DEFAULT CURRENT_TIMESTAMP`,

  curator_truths: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    curator_output TEXT NOT NULL, confidence_score REAL NOT NULL, topic_summary TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (conversation_id)`,

  conversation_context: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    referenced_conversation_id TEXT NOT NULL REFERENCES conversations (id), relevance_score REAL DEFAULT 1.0,
    context_type TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (context_type IN ('recent_24h', 'thematic', 'direct_reference'))`,

  conversation_topics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    topic TEXT NOT NULL, relevance_score REAL DEFAULT 1.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_keywords: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    keyword TEXT NOT NULL, frequency INTEGER DEFAULT 1, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  improvement_patterns: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    from_stage TEXT NOT NULL, to_stage TEXT NOT NULL, improvement_type TEXT NOT NULL,
    description TEXT NOT NULL, question_type TEXT NOT NULL, before_content TEXT, after_content TEXT,
    improvement_score REAL, meta_commentary TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_threads: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, child_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_conversation_id TEXT NOT NULL REFERENCES conversations (id), thread_type TEXT, reference_text TEXT,
    confidence_score REAL DEFAULT 1.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (thread_type IN ('follow_up', 'clarification', 'list_reference', 'continuation'))`,

  pending_sync: `
    conversation_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, question_hash TEXT NOT NULL,
    conversation_token TEXT NOT NULL, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    sync_attempts INTEGER DEFAULT 0, last_attempt_at TEXT, error_message TEXT`,

  provider_performance: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id), provider_name TEXT NOT NULL,
    routing_variant TEXT, avg_latency_ms INTEGER, success_rate REAL DEFAULT 1.0, cost_per_token REAL,
    uptime_24h REAL DEFAULT 1.0, error_rate REAL DEFAULT 0.0, last_success_at TEXT, last_failure_at TEXT,
    measured_at TEXT DEFAULT CURRENT_TIMESTAMP, measurement_period_hours INTEGER DEFAULT 24`,

  model_rankings: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model_internal_id INTEGER NOT NULL REFERENCES openrouter_models (internal_id),
    ranking_source TEXT NOT NULL, rank_position INTEGER NOT NULL, usage_percentage REAL NOT NULL,
    relative_score REAL, period_start TEXT NOT NULL, period_end TEXT NOT NULL,
    collected_at TEXT DEFAULT CURRENT_TIMESTAMP, data_quality TEXT DEFAULT 'scraped'`,

  consensus_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    baseline_model TEXT NOT NULL, baseline_result TEXT NOT NULL, consensus_result TEXT NOT NULL,
    improvement_score REAL NOT NULL, quality_metrics TEXT NOT NULL, cost_comparison TEXT NOT NULL,
    time_comparison TEXT NOT NULL, user_rating INTEGER, question_complexity TEXT NOT NULL,
    question_category TEXT, effectiveness_notes TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  cost_analytics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    total_cost REAL NOT NULL, cost_per_stage TEXT NOT NULL, tokens_per_stage TEXT NOT NULL,
    routing_optimizations TEXT, budget_threshold REAL, budget_utilized_percentage REAL,
    cost_efficiency_score REAL, optimization_opportunities TEXT, provider_breakdown TEXT,
    savings_achieved REAL DEFAULT 0.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  feature_usage: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    features_used TEXT NOT NULL, routing_variants_used TEXT, fallback_events INTEGER DEFAULT 0,
    provider_switches INTEGER DEFAULT 0, rate_limit_hits INTEGER DEFAULT 0, error_recoveries INTEGER DEFAULT 0,
    performance_metrics TEXT, advanced_features_used TEXT, cost_optimizations_applied TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  profile_templates: `
    id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, template_version TEXT DEFAULT '1.0',
    selection_criteria TEXT NOT NULL, routing_preferences TEXT, cost_controls TEXT, performance_targets TEXT,
    scope_applicability TEXT NOT NULL, auto_update BOOLEAN DEFAULT 1, learning_enabled BOOLEAN DEFAULT 1,
    expert_mode BOOLEAN DEFAULT 0, created_by TEXT, usage_count INTEGER DEFAULT 0, effectiveness_score REAL,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP, created_at TEXT DEFAULT CURRENT_TIMESTAMP, UNIQUE (name)`,

  model_selection_history: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations (id),
    selection_criteria TEXT NOT NULL, selected_models TEXT NOT NULL, selection_reasoning TEXT,
    alternative_models TEXT, selection_performance TEXT, user_feedback INTEGER,
    learning_applied BOOLEAN DEFAULT 0, template_used TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  performance_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL,
    conversation_id TEXT REFERENCES conversations (id), total_duration INTEGER NOT NULL,
    overall_efficiency REAL DEFAULT 0, openrouter_latency INTEGER DEFAULT 0, memory_usage INTEGER DEFAULT 0,
    total_cost REAL DEFAULT 0, quality_score REAL DEFAULT 0, metrics_data TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  activity_log: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_type TEXT NOT NULL,
    conversation_id TEXT REFERENCES conversations (id), user_id TEXT REFERENCES users (id), stage TEXT,
    model_used TEXT, provider_name TEXT, cost REAL, duration_ms INTEGER, tokens_used INTEGER,
    error_message TEXT, metadata TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    CHECK (event_type IN ( 'query_start', 'query_complete', 'query_error', 'model_switch', 'fallback', 'rate_limit', 'stage_start', 'stage_complete', 'stage_error', 'pipeline_complete', 'export', 'budget_alert', 'cost_alert', 'quality_alert', 'performance_alert' )),
    CHECK (stage IN ('generator', 'refiner', 'validator', 'curator'))`,
} satisfies Tables

// prettier-ignore
export const unifiedIndexes = [
  `CREATE INDEX idx_configurations_user ON configurations (user_id)`,
  `CREATE INDEX idx_models_name ON openrouter_models (name)`,
  `CREATE INDEX idx_models_provider ON openrouter_models (provider_id)`,
  `CREATE INDEX idx_models_provider_name ON openrouter_models (provider_name)`,
  `CREATE INDEX idx_pipeline_profiles_user ON pipeline_profiles (user_id)`,
  `CREATE INDEX idx_profiles_default ON pipeline_profiles (is_default)`,
  `CREATE INDEX idx_profiles_name ON pipeline_profiles (name)`,
  `CREATE INDEX idx_consensus_profiles_pipeline ON consensus_profiles (pipeline_profile_id)`,
  `CREATE INDEX idx_conversations_profile ON conversations (consensus_profile_id)`,
  `CREATE INDEX idx_conversations_user ON conversations (user_id)`,
  `CREATE INDEX idx_messages_conversation ON messages (conversation_id)`,
  `CREATE INDEX idx_usage_timestamp ON usage_records (timestamp)`,
  `CREATE INDEX idx_usage_user ON usage_records (user_id)`,
  `CREATE INDEX idx_budget_user ON budget_limits (user_id)`,
  `CREATE INDEX idx_usage_conversation ON conversation_usage (conversation_id)`,
  `CREATE INDEX idx_usage_timestamp_legacy ON conversation_usage (timestamp)`,
  `CREATE INDEX idx_knowledge_conversations_created ON knowledge_conversations (created_at DESC)`,
  `CREATE INDEX idx_knowledge_conversations_id ON knowledge_conversations (conversation_id)`,
  `CREATE INDEX idx_knowledge_conversations_question ON knowledge_conversations (question)`,
  `CREATE INDEX idx_curator_truths_confidence ON curator_truths (confidence_score DESC)`,
  `CREATE INDEX idx_curator_truths_conv ON curator_truths (conversation_id)`,
  `CREATE INDEX idx_conversation_context_conv ON conversation_context (conversation_id)`,
  `CREATE INDEX idx_conversation_context_ref ON conversation_context (referenced_conversation_id)`,
  `CREATE INDEX idx_conversation_context_type ON conversation_context (context_type)`,
  `CREATE INDEX idx_conversation_topics_conv ON conversation_topics (conversation_id)`,
  `CREATE INDEX idx_conversation_keywords_conv ON conversation_keywords (conversation_id)`,
  `CREATE INDEX idx_improvement_patterns_conv ON improvement_patterns (conversation_id)`,
  `CREATE INDEX idx_improvement_patterns_question_type ON improvement_patterns (question_type)`,
  `CREATE INDEX idx_improvement_patterns_stages ON improvement_patterns (from_stage, to_stage)`,
  `CREATE INDEX idx_improvement_patterns_type ON improvement_patterns (improvement_type)`,
  `CREATE INDEX idx_conversation_threads_child ON conversation_threads (child_conversation_id)`,
  `CREATE INDEX idx_conversation_threads_created ON conversation_threads (created_at DESC)`,
  `CREATE INDEX idx_conversation_threads_parent ON conversation_threads (parent_conversation_id)`,
  `CREATE INDEX idx_conversation_threads_type ON conversation_threads (thread_type)`,
  `CREATE INDEX idx_pending_sync_attempts ON pending_sync (sync_attempts)`,
  `CREATE INDEX idx_pending_sync_created ON pending_sync (created_at)`,
  `CREATE INDEX idx_pending_sync_user ON pending_sync (user_id)`,
  `CREATE INDEX idx_provider_performance_latency ON provider_performance (avg_latency_ms)`,
  `CREATE INDEX idx_provider_performance_measured ON provider_performance (measured_at DESC)`,
  `CREATE INDEX idx_provider_performance_model ON provider_performance (model_internal_id)`,
  `CREATE INDEX idx_provider_performance_provider ON provider_performance (provider_name)`,
  `CREATE INDEX idx_provider_performance_success ON provider_performance (success_rate DESC)`,
  `CREATE INDEX idx_provider_performance_variant ON provider_performance (routing_variant)`,
  `CREATE INDEX idx_model_rankings_collected ON model_rankings (collected_at DESC)`,
  `CREATE INDEX idx_model_rankings_model ON model_rankings (model_internal_id)`,
  `CREATE INDEX idx_model_rankings_period ON model_rankings (period_start, period_end)`,
  `CREATE INDEX idx_model_rankings_position ON model_rankings (rank_position)`,
  `CREATE INDEX idx_model_rankings_score ON model_rankings (relative_score DESC)`,
  `CREATE INDEX idx_model_rankings_source ON model_rankings (ranking_source)`,
  `CREATE INDEX idx_consensus_metrics_category ON consensus_metrics (question_category)`,
  `CREATE INDEX idx_consensus_metrics_complexity ON consensus_metrics (question_complexity)`,
  `CREATE INDEX idx_consensus_metrics_conv ON consensus_metrics (conversation_id)`,
  `CREATE INDEX idx_consensus_metrics_created ON consensus_metrics (created_at DESC)`,
  `CREATE INDEX idx_consensus_metrics_improvement ON consensus_metrics (improvement_score DESC)`,
  `CREATE INDEX idx_consensus_metrics_rating ON consensus_metrics (user_rating DESC)`,
  `CREATE INDEX idx_cost_analytics_budget ON cost_analytics (budget_utilized_percentage DESC)`,
  `CREATE INDEX idx_cost_analytics_conv ON cost_analytics (conversation_id)`,
  `CREATE INDEX idx_cost_analytics_cost ON cost_analytics (total_cost DESC)`,
  `CREATE INDEX idx_cost_analytics_created ON cost_analytics (created_at DESC)`,
  `CREATE INDEX idx_cost_analytics_efficiency ON cost_analytics (cost_efficiency_score DESC)`,
  `CREATE INDEX idx_feature_usage_conv ON feature_usage (conversation_id)`,
  `CREATE INDEX idx_feature_usage_created ON feature_usage (created_at DESC)`,
  `CREATE INDEX idx_feature_usage_fallbacks ON feature_usage (fallback_events DESC)`,
  `CREATE INDEX idx_feature_usage_switches ON feature_usage (provider_switches DESC)`,
  `CREATE INDEX idx_profile_templates_auto_update ON profile_templates (auto_update)`,
  `CREATE INDEX idx_profile_templates_effectiveness ON profile_templates (effectiveness_score DESC)`,
  `CREATE INDEX idx_profile_templates_expert ON profile_templates (expert_mode)`,
  `CREATE INDEX idx_profile_templates_name ON profile_templates (name)`,
  `CREATE INDEX idx_profile_templates_usage ON profile_templates (usage_count DESC)`,
  `CREATE INDEX idx_model_selection_conv ON model_selection_history (conversation_id)`,
  `CREATE INDEX idx_model_selection_created ON model_selection_history (created_at DESC)`,
  `CREATE INDEX idx_model_selection_feedback ON model_selection_history (user_feedback DESC)`,
  `CREATE INDEX idx_model_selection_template ON model_selection_history (template_used)`,
  `CREATE INDEX idx_performance_metrics_conv ON performance_metrics (conversation_id)`,
  `CREATE INDEX idx_performance_metrics_cost ON performance_metrics (total_cost)`,
  `CREATE INDEX idx_performance_metrics_duration ON performance_metrics (total_duration)`,
  `CREATE INDEX idx_performance_metrics_timestamp ON performance_metrics (timestamp DESC)`,
  `CREATE INDEX idx_activity_log_conversation ON activity_log (conversation_id)`,
  `CREATE INDEX idx_activity_log_created ON activity_log (created_at DESC)`,
  `CREATE INDEX idx_activity_log_event ON activity_log (event_type)`,
  `CREATE INDEX idx_activity_log_stage ON activity_log (stage)`,
  `CREATE INDEX idx_activity_log_user ON activity_log (user_id)`,
]
