/** What was learnt from conversations: knowledge, topics, links between conversations, curator truths, facts, memory. */
import type { IndexMap, TableMap } from './types.js'

export const knowledgeTables = {
  // The app's direct engine inserts (id, question, answer, created_at) only. `question` is nullable as in the app's own
  // table: a conversation without a user message still has its row here.
  knowledge_conversations: `
    kc_id INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT,
    conversation_id TEXT REFERENCES conversations (id),
    profile_id TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP,
    question TEXT,
    conversation_context TEXT,
    answer TEXT,
    final_answer TEXT,
    source_of_truth TEXT`,

  knowledge_base: `
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    is_source_of_truth INTEGER DEFAULT 1,
    relevance_score REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    topics TEXT NOT NULL,
    keywords TEXT NOT NULL,
    semantic_embedding BLOB,
    curator_content TEXT NOT NULL`,

  // A weight of 1 is neutral, and a keyword that is written was seen once: true at insert, and Rust reads them as numbers.
  conversation_topics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    topic TEXT NOT NULL,
    weight REAL DEFAULT 1.0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_keywords: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    keyword TEXT NOT NULL,
    frequency INTEGER DEFAULT 1,
    weight REAL DEFAULT 1.0`,

  conversation_context: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    referenced_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    relevance_score REAL,
    context_type TEXT CHECK (context_type IN ('recent_24h', 'thematic', 'direct_reference')),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  conversation_threads: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    child_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    thread_type TEXT CHECK (thread_type IN ('follow_up', 'clarification', 'list_reference', 'continuation')),
    reference_text TEXT,
    confidence_score REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  curator_truths: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    confidence_score REAL NOT NULL,
    topic_summary TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    curator_output TEXT NOT NULL`,

  // Facts 2.4 (b), migration 013.
  consensus_facts: `
    id TEXT PRIMARY KEY,
    semantic_fingerprint TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    curator_confidence REAL,
    source_question TEXT NOT NULL,
    source_conversation_id TEXT,
    consensus_stages TEXT NOT NULL DEFAULT '[]',
    created_at TEXT NOT NULL,
    last_accessed TEXT NOT NULL,
    access_count INTEGER NOT NULL DEFAULT 0,
    related_facts TEXT NOT NULL DEFAULT '[]',
    topics TEXT NOT NULL DEFAULT '[]',
    entities TEXT NOT NULL DEFAULT '[]',
    metadata TEXT NOT NULL DEFAULT '{}'`,

  memory_context_logs: `
    log_id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL,
    conversation_id TEXT REFERENCES conversations (id),
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP,
    memory_stage_start TEXT,
    memory_stage_end TEXT,
    memory_stage_duration_ms INTEGER,
    memories_retrieved_recent INTEGER,
    memories_retrieved_today INTEGER,
    memories_retrieved_week INTEGER,
    memories_retrieved_semantic INTEGER,
    memory_search_query TEXT,
    memory_relevance_scores TEXT,
    context_stage_start TEXT,
    context_stage_end TEXT,
    context_stage_duration_ms INTEGER,
    patterns_identified TEXT,
    topics_extracted TEXT,
    context_summary TEXT,
    user_preferences_detected TEXT,
    context_influenced_routing BOOLEAN,
    routing_decision TEXT,
    routing_confidence REAL,
    total_memory_bytes INTEGER,
    cache_hit_rate REAL,
    consensus_id TEXT,
    final_message_id TEXT`,

  conversation_continuity: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    current_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    previous_conversation_id TEXT REFERENCES conversations (id),
    continuity_score REAL,
    time_gap_minutes INTEGER,
    topic_similarity REAL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,
} satisfies TableMap

export const knowledgeIndexes = {
  idx_knowledge_conversations_created: 'knowledge_conversations (created_at DESC)',
  idx_knowledge_base_conversation: 'knowledge_base (conversation_id)',
  idx_knowledge_base_source: 'knowledge_base (is_source_of_truth)',
  idx_topics_conversation: 'conversation_topics (conversation_id)',
  idx_topics_topic: 'conversation_topics (topic)',
  idx_keywords_conversation: 'conversation_keywords (conversation_id)',
  idx_keywords_keyword: 'conversation_keywords (keyword)',
  idx_conversation_context_conv: 'conversation_context (conversation_id)',
  idx_conversation_context_ref: 'conversation_context (referenced_conversation_id)',
  idx_conversation_context_type: 'conversation_context (context_type)',
  idx_conversation_threads_child: 'conversation_threads (child_conversation_id)',
  idx_conversation_threads_parent: 'conversation_threads (parent_conversation_id)',
  idx_conversation_threads_type: 'conversation_threads (thread_type)',
  idx_curator_truths_confidence: 'curator_truths (confidence_score DESC)',
  idx_curator_truths_conv: 'curator_truths (conversation_id)',
  idx_curator_truths_topic: 'curator_truths (topic_summary)',
  idx_consensus_facts_access_count: 'consensus_facts (access_count)',
  idx_consensus_facts_confidence: 'consensus_facts (curator_confidence)',
  idx_consensus_facts_created_at: 'consensus_facts (created_at)',
  idx_consensus_facts_fingerprint: 'consensus_facts (semantic_fingerprint)',
  idx_consensus_facts_topics: 'consensus_facts (topics)',
} satisfies IndexMap

/** The app upserts on conversation_id; unique here, plain in facts 2.4 (a), and missing in the app's own schema (2.6). */
export const knowledgeUniqueIndexes = {
  idx_knowledge_conversations_conv: 'knowledge_conversations (conversation_id)',
} satisfies IndexMap
