import { dashboardUser } from './dashboard-user.js'
import { messagePlaces } from './messages.js'
import { same } from './names.js'
import { pipelineProfiles, profilesOfSix } from './profiles.js'
import type { ColumnRepair, Shape } from './shape.js'

/** The short model names of old profiles mean nothing to the new Hive (facts 3.7); `hm_model` is ours. */
const model: ColumnRepair = { rule: 'model name', sql: (raw) => `coalesce(hm_model(${raw}), ${raw})` }

/** An encrypted value cannot be read by anybody but the old Hive (facts 1.6). */
const encrypted = `(s.encrypted IS NOT NULL AND lower(CAST(s.encrypted AS TEXT)) NOT IN ('0', '0.0', '', 'false', 'no'))`

/**
 * S-A, the unified database of the TypeScript Hive (facts 1.7.1): 31 tables. Its conversations have costs and tokens and
 * no texts: those are in `messages` and `knowledge_conversations`. S-I and S-H are it after other programs changed it.
 */
export const unified: Shape = {
  name: 'S-A',
  title: 'unified database of the TypeScript Hive',
  tables: [
    {
      name: 'users',
      signature: ['id', 'email', 'license_key', 'tier'],
      target: 'users',
      columns: same(
        ...['id', 'email', 'license_key', 'tier', 'created_at', 'updated_at', 'subscription_tier', 'last_d1_sync'],
      ),
      key: 'id',
    },
    {
      name: 'configurations',
      signature: ['key', 'value'],
      target: 'configurations',
      columns: same('key', 'value', 'encrypted', 'user_id', 'created_at', 'updated_at'),
      key: 'key',
      aside: {
        from: ['encrypted'],
        rows: encrypted,
        reason: 'the value is encrypted, and only the old Hive could read it',
      },
    },
    {
      name: 'settings',
      signature: ['key', 'value'],
      target: 'settings',
      columns: same('key', 'value', 'updated_at'),
      key: 'key',
    },
    {
      name: 'consensus_settings',
      signature: ['key', 'value'],
      target: 'consensus_settings',
      columns: same('key', 'value', 'updated_at'),
      key: 'key',
    },
    {
      name: 'consensus_profiles',
      signature: ['id', 'profile_name', 'generator_model', 'refiner_model', 'validator_model', 'curator_model'],
      target: 'consensus_profiles',
      columns: same(
        ...['id', 'profile_name', 'generator_model', 'refiner_model', 'validator_model', 'curator_model'],
        ...['max_consensus_rounds', 'created_at', 'updated_at'],
      ),
      repairs: { generator_model: model, refiner_model: model, validator_model: model, curator_model: model },
      key: 'id',
    },
    profilesOfSix,
    {
      name: 'conversations',
      signature: ['id', 'consensus_profile_id', 'input_tokens', 'output_tokens'],
      target: 'conversations',
      columns: {
        ...same('id', 'user_id', 'consensus_profile_id', 'total_cost', 'created_at', 'updated_at'),
        ...{ input_tokens: 'total_tokens_input', output_tokens: 'total_tokens_output' },
      },
      derived: { profile_id: { from: ['consensus_profile_id'], sql: 's.consensus_profile_id' } },
      key: 'id',
    },
    // Rows of stages have their place among the stage outputs; the curator's are messages, too (design 4).
    ...messagePlaces({
      name: 'messages',
      signature: ['id', 'conversation_id', 'role', 'content', 'stage', 'model_used', 'timestamp'],
      lacks: ['tokens_used', 'consensus_path'],
      model: 'model_used',
      time: 'timestamp',
    }),
    {
      name: 'conversation_usage',
      signature: ['id', 'conversation_id', 'user_id', 'timestamp'],
      target: 'conversation_usage',
      columns: same('id', 'conversation_id', 'user_id', 'timestamp'),
      repairs: { user_id: { rule: 'required user', sql: (raw) => `coalesce(${raw}, '${dashboardUser}')` } },
      key: 'id',
    },
    {
      // Its key is the conversation: the new Hive's own id is a number, and its text id need not be unique.
      name: 'knowledge_conversations',
      signature: ['id', 'conversation_id', 'question', 'final_answer', 'source_of_truth', 'last_updated'],
      lacks: ['kc_id'],
      target: 'knowledge_conversations',
      columns: same(
        ...['id', 'conversation_id', 'question', 'final_answer', 'source_of_truth', 'conversation_context'],
        ...['profile_id', 'created_at', 'last_updated'],
      ),
      key: 'conversation_id',
      rows: '(s.conversation_id IS NOT NULL)',
      onePer: { column: 'conversation_id', newestBy: 'last_updated' },
    },
    {
      name: 'curator_truths',
      signature: ['id', 'conversation_id', 'curator_output', 'confidence_score'],
      target: 'curator_truths',
      columns: same('id', 'conversation_id', 'curator_output', 'confidence_score', 'topic_summary', 'created_at'),
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
      // What S-B calls confidence or weight (facts T28).
      name: 'conversation_topics',
      signature: ['id', 'conversation_id', 'topic', 'relevance_score'],
      target: 'conversation_topics',
      columns: { ...same('id', 'conversation_id', 'topic', 'created_at'), relevance_score: 'weight' },
      key: 'id',
    },
    {
      name: 'conversation_keywords',
      signature: ['id', 'conversation_id', 'keyword', 'frequency', 'created_at'],
      target: 'conversation_keywords',
      columns: same('id', 'conversation_id', 'keyword', 'frequency'),
      key: 'id',
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
    {
      // Another table than the knowledge database's, and than the new Hive's (facts T29).
      name: 'performance_metrics',
      signature: ['id', 'timestamp', 'conversation_id', 'total_duration', 'overall_efficiency'],
      target: 'performance_metrics',
      columns: same('id', 'timestamp', 'conversation_id', 'total_duration', 'total_cost', 'created_at'),
      key: 'id',
      onePer: { column: 'conversation_id', newestBy: 'timestamp' },
    },
    {
      name: 'cost_analytics',
      signature: ['id', 'conversation_id', 'total_cost', 'cost_per_stage'],
      target: 'cost_analytics',
      columns: same('id', 'conversation_id', 'total_cost', 'created_at'),
      key: 'id',
    },
    {
      name: 'licenses',
      signature: ['id', 'key', 'tier', 'daily_limit', 'validated_at'],
      target: 'licenses',
      columns: same(
        ...['id', 'key', 'tier', 'daily_limit', 'features', 'user_id', 'email', 'expires_at', 'validated_at'],
        ...['created_at', 'updated_at'],
      ),
      key: 'id',
    },
    {
      name: 'daily_usage_summary',
      signature: ['id', 'user_id', 'date', 'conversation_count'],
      target: 'daily_usage_summary',
      columns: same(
        ...['id', 'user_id', 'date', 'conversation_count', 'total_cost', 'total_tokens', 'average_response_time'],
        ...['created_at', 'updated_at'],
      ),
      key: 'id',
    },
    {
      name: 'consensus_facts',
      signature: ['id', 'semantic_fingerprint', 'content', 'source_question'],
      target: 'consensus_facts',
      columns: same(
        ...['id', 'semantic_fingerprint', 'content', 'curator_confidence', 'source_question', 'source_conversation_id'],
        ...['consensus_stages', 'created_at', 'last_accessed', 'access_count', 'related_facts', 'topics', 'entities'],
        'metadata',
      ),
      key: 'id',
    },
  ],
  made: [pipelineProfiles],
  carried: {
    // The new Hive fetches its catalogue itself, with prices in another unit (facts T19, T20).
    openrouter_providers: ['id', 'display_name', 'model_count'],
    openrouter_models: ['internal_id', 'openrouter_id', 'pricing_image'],
    pipeline_profiles: ['id', 'name', 'generator_model_internal_id'],
    usage_records: ['id', 'action_type', 'cost'],
    budget_limits: ['id', 'period_type', 'limit_amount'],
    sync_metadata: ['id', 'sync_type', 'next_sync_due'],
    improvement_patterns: ['id', 'from_stage', 'to_stage', 'improvement_type'],
    pending_sync: ['conversation_id', 'question_hash', 'conversation_token'],
    provider_performance: ['id', 'model_internal_id', 'provider_name'],
    model_rankings: ['id', 'model_internal_id', 'ranking_source'],
    consensus_metrics: ['id', 'baseline_model', 'consensus_result'],
    feature_usage: ['id', 'features_used'],
    profile_templates: ['id', 'template_version', 'selection_criteria'],
    model_selection_history: ['id', 'selected_models'],
    activity_log: ['id', 'event_type', 'created_at'],
    schema_migrations: ['version', 'applied_at'],
  },
}
