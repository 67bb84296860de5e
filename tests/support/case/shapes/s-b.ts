/** S-B, the knowledge database `hive-ai-knowledge.db`, and its early form S-B′ (facts 1.7.2). */
import { create, insert, type Row, type Tables } from '../sql.js'
import { conversations, models, stages, type Talk } from './texts.js'

const owner = 'conversation_id TEXT NOT NULL REFERENCES conversations (id)'
const created = 'created_at TEXT DEFAULT CURRENT_TIMESTAMP'

/** `weight` since commit 0dffd7d9, `confidence` with is_primary before it (S-B′). */
export type Topics = 'weight' | 'confidence'

const topics: Record<Topics, string> = {
  weight: `weight REAL DEFAULT 1.0, ${created}`,
  confidence: 'confidence REAL DEFAULT 1.0, is_primary INTEGER DEFAULT 0',
}

/** The tables of S-B, without the CHECKs that only rust_schema.sql has. */
export const knowledgeTables = (variant: Topics = 'weight') =>
  ({
    conversations: `
    id TEXT PRIMARY KEY, question TEXT NOT NULL, final_answer TEXT NOT NULL, source_of_truth TEXT NOT NULL,
    conversation_context TEXT, profile_id TEXT, ${created}, last_updated TEXT DEFAULT CURRENT_TIMESTAMP`,
    stage_outputs: `
    id TEXT PRIMARY KEY, ${owner}, stage_name TEXT NOT NULL, stage_number INTEGER NOT NULL, provider TEXT NOT NULL,
    model TEXT NOT NULL, full_output TEXT NOT NULL, character_count INTEGER NOT NULL, word_count INTEGER NOT NULL,
    temperature REAL, processing_time_ms INTEGER, tokens_used INTEGER, ${created}`,
    knowledge_base: `
    id TEXT PRIMARY KEY, ${owner}, curator_content TEXT NOT NULL, topics TEXT NOT NULL, keywords TEXT NOT NULL,
    semantic_embedding BLOB, is_source_of_truth INTEGER DEFAULT 1, relevance_score REAL DEFAULT 1.0, ${created}`,
    conversation_topics: `id INTEGER PRIMARY KEY AUTOINCREMENT, ${owner}, topic TEXT NOT NULL, ${topics[variant]}`,
    conversation_keywords: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${owner}, keyword TEXT NOT NULL, frequency INTEGER DEFAULT 1,
    weight REAL DEFAULT 1.0`,
    stage_evolution: `
    id TEXT PRIMARY KEY, ${owner}, generator_length INTEGER, refiner_length INTEGER, validator_length INTEGER,
    curator_length INTEGER, total_evolution_percentage REAL, quality_score REAL, ${created}`,
    conversation_context: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${owner}, referenced_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    relevance_score REAL DEFAULT 1.0, context_type TEXT, ${created}`,
    stage_confidence: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, stage_output_id TEXT NOT NULL REFERENCES stage_outputs (id),
    confidence_score REAL NOT NULL, reasoning TEXT, sources_used TEXT, content_quality_score REAL,
    technical_depth_score REAL, ${created}`,
    consensus_metrics: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    final_confidence REAL NOT NULL, stage_agreement REAL, content_quality REAL, provider_reliability REAL,
    context_utilization REAL, agreement_matrix TEXT, processing_time_ms INTEGER, ${created}`,
    curator_truths: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id),
    curator_output TEXT NOT NULL, confidence_score REAL NOT NULL, topic_summary TEXT, ${created}`,
    knowledge_conversations: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${owner}, question TEXT NOT NULL, final_answer TEXT NOT NULL,
    source_of_truth TEXT NOT NULL, ${created}`,
    conversation_threads: `
    id INTEGER PRIMARY KEY AUTOINCREMENT, child_conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_conversation_id TEXT NOT NULL REFERENCES conversations (id), thread_type TEXT, reference_text TEXT,
    confidence_score REAL DEFAULT 1.0, ${created}`,
  }) satisfies Tables

/** One row of each of these tables as the old Hive wrote it for a conversation. */
export function knowledgeRows(talk: Talk, topic: Topics = 'weight'): string[] {
  const { id, question, answer, truth, created: created_at, updated } = talk
  const belongs = { conversation_id: id, created_at }
  const outputs = stages.map((stage, index): Row => {
    const text = stage === 'curator' ? answer : `${stage}: ${question}`
    const { provider, short } = models[index]!
    return {
      ...{
        id: `${id}_${stage}`,
        conversation_id: id,
        stage_name: stage,
        stage_number: index + 1,
        provider,
        model: short,
      },
      ...{ full_output: text, character_count: text.length, word_count: text.split(' ').length, temperature: 0.7 },
      ...{ processing_time_ms: 1000 + index * 10, tokens_used: 100 + index * 5, created_at },
    }
  })
  const weight: Row = topic === 'weight' ? { weight: 0.9, created_at } : { confidence: 0.9, is_primary: 1 }
  return [
    insert('conversations', [
      {
        id,
        question,
        final_answer: answer,
        source_of_truth: truth,
        profile_id: 'balanced',
        created_at,
        last_updated: updated,
      },
    ]),
    insert('stage_outputs', outputs),
    insert('knowledge_base', [
      {
        ...{
          id: `kb_${id}`,
          ...belongs,
          curator_content: truth,
          topics: `["${talk.topic}","general"]`,
          keywords: '["test"]',
        },
        ...{
          semantic_embedding: new Uint8Array([0, 0, 128, 63, 0, 255, 1, 2]),
          is_source_of_truth: 1,
          relevance_score: 0.95,
        },
      },
    ]),
    insert('conversation_topics', [{ conversation_id: id, topic: talk.topic, ...weight }]),
    insert('conversation_keywords', [{ conversation_id: id, keyword: 'test', frequency: 3, weight: 0.5 }]),
    insert('stage_evolution', [
      {
        id: `ev_${id}`,
        ...belongs,
        generator_length: 10,
        refiner_length: 12,
        validator_length: 12,
        curator_length: 20,
        total_evolution_percentage: 100.0,
        quality_score: 0.875,
      },
    ]),
    insert('stage_confidence', [
      { stage_output_id: `${id}_curator`, confidence_score: 0.75, sources_used: '[]', created_at },
    ]),
    insert('consensus_metrics', [
      {
        ...belongs,
        final_confidence: 0.8,
        stage_agreement: 0.7,
        agreement_matrix: '[[1,0.5],[0.5,1]]',
        processing_time_ms: 21000,
      },
    ]),
    insert('curator_truths', [{ ...belongs, curator_output: truth, confidence_score: 0.9, topic_summary: talk.topic }]),
    insert('knowledge_conversations', [{ ...belongs, question, final_answer: answer, source_of_truth: truth }]),
  ]
}

/** Links from each conversation to the one before it. */
function links(talks: Talk[]): string[] {
  return talks.slice(1).flatMap((talk, index) => {
    const before = talks[index]!.id
    return [
      insert('conversation_context', [
        {
          conversation_id: talk.id,
          referenced_conversation_id: before,
          relevance_score: 0.6,
          context_type: 'thematic',
          created_at: talk.created,
        },
      ]),
      insert('conversation_threads', [
        {
          child_conversation_id: talk.id,
          parent_conversation_id: before,
          thread_type: 'follow_up',
          confidence_score: 0.5,
          created_at: talk.created,
        },
      ]),
    ]
  })
}

/** A sound S-B database: its tables, and some conversations with all that hangs on them. */
export function knowledge({
  count = 3,
  topics = 'weight',
  prefix,
}: { count?: number; topics?: Topics; prefix?: string } = {}): string[] {
  const talks = conversations(count, prefix)
  return [...create(knowledgeTables(topics)), ...talks.flatMap((talk) => knowledgeRows(talk, topics)), ...links(talks)]
}

/** A conversation more, its own columns only; what is not named is NULL. */
export const conversation = (row: Row) =>
  insert('conversations', [
    { question: 'q', final_answer: 'a', source_of_truth: 's', created_at: null, last_updated: null, ...row },
  ])

/** A stage output more of the first conversation, unless another is named. */
export const stageOutput = (row: Row) =>
  insert('stage_outputs', [
    {
      ...{ conversation_id: 'conv_001', stage_name: 'generator', stage_number: 1, provider: 'OpenAI', model: 'gpt-4' },
      ...{ full_output: 'text', character_count: 4, word_count: 1, created_at: null, ...row },
    },
  ])
