import { same } from './names.js'
import type { Shape } from './shape.js'

/**
 * S-B, the knowledge database of the TypeScript Hive (facts 1.7.2), usually `hive-ai-knowledge.db`: questions, answers
 * and the full output of each stage. It has no users, costs or split token counts.
 */
export const knowledge: Shape = {
  name: 'S-B',
  title: 'knowledge database of the TypeScript Hive',
  tables: [
    {
      name: 'conversations',
      signature: ['id', 'question', 'final_answer', 'source_of_truth'],
      target: 'conversations',
      columns: same(
        ...['id', 'question', 'final_answer', 'source_of_truth', 'conversation_context', 'profile_id'],
        ...['created_at', 'last_updated'],
      ),
      // Title as the desktop app makes it (facts 2.6); tokens have no split into input and output (facts 3.5).
      derived: {
        title: { from: ['question'], sql: 'substr(s.question, 1, 100)' },
        updated_at: { from: ['last_updated'], sql: 's.last_updated' },
        total_tokens_output: { from: [], sql: 'summary.tokens' },
      },
      key: 'id',
    },
    {
      name: 'stage_outputs',
      signature: ['id', 'conversation_id', 'stage_name', 'stage_number', 'full_output'],
      target: 'stage_outputs',
      columns: same(
        ...['id', 'conversation_id', 'stage_name', 'stage_number', 'provider', 'model', 'full_output'],
        ...['character_count', 'word_count', 'temperature', 'processing_time_ms', 'tokens_used', 'created_at'],
      ),
      key: 'id',
    },
    {
      name: 'knowledge_base',
      signature: ['id', 'conversation_id', 'curator_content', 'topics', 'keywords'],
      target: 'knowledge_base',
      columns: same(
        ...['id', 'conversation_id', 'curator_content', 'topics', 'keywords', 'semantic_embedding'],
        ...['is_source_of_truth', 'relevance_score', 'created_at'],
      ),
      key: 'id',
    },
    {
      // Two variants; the older one says `confidence` for what the new Hive calls `weight` (facts T28).
      name: 'conversation_topics',
      signature: ['id', 'conversation_id', 'topic'],
      lacks: ['relevance_score'],
      target: 'conversation_topics',
      columns: { ...same('id', 'conversation_id', 'topic', 'weight', 'created_at'), confidence: 'weight' },
      key: 'id',
    },
    {
      name: 'conversation_keywords',
      signature: ['id', 'conversation_id', 'keyword', 'frequency'],
      lacks: ['created_at'],
      target: 'conversation_keywords',
      columns: same('id', 'conversation_id', 'keyword', 'frequency', 'weight'),
      key: 'id',
    },
    {
      name: 'stage_evolution',
      signature: ['id', 'conversation_id', 'generator_length', 'curator_length'],
      target: 'stage_evolution',
      columns: same(
        ...['id', 'conversation_id', 'generator_length', 'refiner_length', 'validator_length', 'curator_length'],
        ...['total_evolution_percentage', 'quality_score', 'created_at'],
      ),
      key: 'id',
    },
    {
      name: 'conversation_context',
      signature: ['id', 'conversation_id', 'referenced_conversation_id', 'context_type'],
      target: 'conversation_context',
      columns: same(
        ...['id', 'conversation_id', 'referenced_conversation_id', 'relevance_score', 'context_type', 'created_at'],
      ),
      key: 'id',
    },
    {
      name: 'stage_confidence',
      signature: ['id', 'stage_output_id', 'confidence_score'],
      target: 'stage_confidence',
      columns: same(
        ...['id', 'stage_output_id', 'confidence_score', 'reasoning', 'sources_used', 'content_quality_score'],
        ...['technical_depth_score', 'created_at'],
      ),
      key: 'id',
    },
    {
      // Another table than the unified database's of the same name (facts T29).
      name: 'consensus_metrics',
      signature: ['id', 'conversation_id', 'final_confidence'],
      target: 'consensus_metrics',
      columns: same(
        ...['id', 'conversation_id', 'final_confidence', 'stage_agreement', 'content_quality'],
        ...['provider_reliability', 'context_utilization', 'agreement_matrix', 'processing_time_ms', 'created_at'],
      ),
      key: 'id',
    },
    {
      name: 'curator_truths',
      signature: ['id', 'conversation_id', 'curator_output', 'confidence_score'],
      target: 'curator_truths',
      columns: same('id', 'conversation_id', 'curator_output', 'confidence_score', 'topic_summary', 'created_at'),
      key: 'id',
    },
    {
      // Its integer id is the new Hive's `kc_id`; the new Hive's own `id` is text (facts 2.4 (a), 2.5).
      name: 'knowledge_conversations',
      signature: ['id', 'conversation_id', 'question', 'final_answer', 'source_of_truth'],
      lacks: ['kc_id', 'last_updated'],
      target: 'knowledge_conversations',
      columns: {
        id: 'kc_id',
        ...same('conversation_id', 'question', 'final_answer', 'source_of_truth', 'created_at'),
      },
      key: 'id',
      derived: { id: { from: ['id'], sql: 'CAST(s.id AS TEXT)' } },
      onePer: { column: 'conversation_id', newestBy: 'created_at' },
    },
    {
      name: 'conversation_threads',
      signature: ['id', 'child_conversation_id', 'parent_conversation_id'],
      target: 'conversation_threads',
      columns: same(
        ...['id', 'child_conversation_id', 'parent_conversation_id', 'thread_type', 'reference_text'],
        ...['confidence_score', 'created_at'],
      ),
      key: 'id',
    },
  ],
}
