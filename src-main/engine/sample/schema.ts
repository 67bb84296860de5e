/**
 * The old product's knowledge database, shape S-B (facts 1.7.2): its ten tables and the two added later, without the
 * CHECKs and indexes of the Rust schema.
 */
export type TopicsVariant = 'confidence' | 'weight'

const topicsColumns: Record<TopicsVariant, string> = {
  confidence: 'confidence REAL DEFAULT 1.0, is_primary INTEGER DEFAULT 0',
  weight: 'weight REAL DEFAULT 1.0, created_at TEXT DEFAULT CURRENT_TIMESTAMP',
}

const conversation = 'conversation_id TEXT NOT NULL REFERENCES conversations (id)'
const created = 'created_at TEXT DEFAULT CURRENT_TIMESTAMP'

/** One CREATE TABLE per table of S-B. */
export const sampleSchema = (topics: TopicsVariant): string[] => [
  `CREATE TABLE main.conversations (
    id TEXT PRIMARY KEY, question TEXT NOT NULL, final_answer TEXT NOT NULL, source_of_truth TEXT NOT NULL,
    conversation_context TEXT, profile_id TEXT, ${created}, last_updated TEXT DEFAULT CURRENT_TIMESTAMP)`,
  `CREATE TABLE main.stage_outputs (
    id TEXT PRIMARY KEY, ${conversation}, stage_name TEXT NOT NULL, stage_number INTEGER NOT NULL,
    provider TEXT NOT NULL, model TEXT NOT NULL, full_output TEXT NOT NULL, character_count INTEGER NOT NULL,
    word_count INTEGER NOT NULL, temperature REAL, processing_time_ms INTEGER, tokens_used INTEGER, ${created})`,
  `CREATE TABLE main.knowledge_base (
    id TEXT PRIMARY KEY, ${conversation}, curator_content TEXT NOT NULL, topics TEXT NOT NULL, keywords TEXT NOT NULL,
    semantic_embedding BLOB, is_source_of_truth INTEGER DEFAULT 1, relevance_score REAL DEFAULT 1.0, ${created})`,
  `CREATE TABLE main.conversation_topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${conversation}, topic TEXT NOT NULL, ${topicsColumns[topics]})`,
  `CREATE TABLE main.conversation_keywords (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${conversation}, keyword TEXT NOT NULL, frequency INTEGER DEFAULT 1,
    weight REAL DEFAULT 1.0)`,
  `CREATE TABLE main.stage_evolution (
    id TEXT PRIMARY KEY, ${conversation}, generator_length INTEGER, refiner_length INTEGER, validator_length INTEGER,
    curator_length INTEGER, total_evolution_percentage REAL, quality_score REAL, ${created})`,
  `CREATE TABLE main.conversation_context (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${conversation},
    referenced_conversation_id TEXT NOT NULL REFERENCES conversations (id), relevance_score REAL DEFAULT 1.0,
    context_type TEXT, ${created})`,
  `CREATE TABLE main.stage_confidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stage_output_id TEXT NOT NULL REFERENCES stage_outputs (id),
    confidence_score REAL NOT NULL, reasoning TEXT, sources_used TEXT, content_quality_score REAL,
    technical_depth_score REAL, ${created})`,
  `CREATE TABLE main.consensus_metrics (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    final_confidence REAL NOT NULL, stage_agreement REAL, content_quality REAL, provider_reliability REAL,
    context_utilization REAL, agreement_matrix TEXT, processing_time_ms INTEGER, ${created})`,
  `CREATE TABLE main.curator_truths (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    curator_output TEXT NOT NULL, confidence_score REAL NOT NULL, topic_summary TEXT, ${created})`,
  `CREATE TABLE main.knowledge_conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${conversation}, question TEXT NOT NULL, final_answer TEXT NOT NULL,
    source_of_truth TEXT NOT NULL, ${created})`,
  `CREATE TABLE main.conversation_threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT, child_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_conversation_id TEXT NOT NULL REFERENCES conversations (id), thread_type TEXT, reference_text TEXT,
    confidence_score REAL DEFAULT 1.0, ${created})`,
]
