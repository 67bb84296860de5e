/** S-G, the Rust `core/schema.rs` (facts 1.7.7): 17 tables, messages in `conversation_messages`. */
import { create, insert, type Row } from '../sql.js'
import { rustCoreTables } from './schema/s-g.js'
import { conversations, models, stages, type Talk } from './texts.js'

const at = '2025-07-04 12:00:00'

/** Rows of a conversation in S-G's own tables. */
export function rustCoreRows({ id, question, answer, topic, created: created_at, updated }: Talk): string[] {
  const message = (number: number, row: Row): Row => ({
    ...{ id: `${id}-m${number}`, conversation_id: id, sequence_number: number, metadata: '{}', created_at, ...row },
  })
  return [
    insert('conversations', [
      {
        ...{
          id,
          user_id: 'user-1',
          title: `About ${topic}`,
          profile_id: 1,
          context_type: 'consensus',
          total_cost: 0.0106666,
          total_tokens_input: 2228,
        },
        ...{
          total_tokens_output: 1010,
          performance_score: 0.95,
          quality_rating: 5,
          tags: '[]',
          metadata: '{}',
          created_at,
          updated_at: updated,
        },
      },
    ]),
    insert('conversation_messages', [
      message(0, { role: 'user', content: question }),
      ...stages.map((stage, index) =>
        message(index + 1, {
          ...{ role: 'assistant', content: stage === 'curator' ? answer : `${stage}: ${answer}`, stage, model_id: 1 },
          ...{
            model_name: models[index]!.id,
            temperature: 0.7,
            cost: 0.001,
            tokens_input: 544,
            tokens_output: 6,
            parent_message_id: `${id}-m${index}`,
          },
        }),
      ),
    ]),
    insert('conversation_memory', [
      {
        conversation_id: id,
        memory_type: 'fact',
        content: answer,
        embedding_vector: '[0.1,0.2]',
        cluster_id: 1,
        created_at,
        updated_at: updated,
      },
    ]),
    insert('context_continuity', [
      { conversation_id: id, context_window_start: 0, context_window_end: 10, summary: topic, created_at },
    ]),
    insert('cost_tracking', [
      {
        user_id: 'user-1',
        conversation_id: id,
        model_id: 1,
        tokens_input: 467,
        tokens_output: 268,
        total_cost: 0.01271,
        billing_period: '2025-07',
        created_at,
      },
    ]),
    insert('analytics_events', [
      { event_type: 'query', event_name: 'done', conversation_id: id, properties: '{}', timestamp: created_at },
    ]),
    insert('performance_metrics', [
      { metric_type: 'latency', metric_name: 'total', metric_value: 21.5, conversation_id: id, timestamp: created_at },
    ]),
  ]
}

export function rustCore({ count = 3 } = {}): string[] {
  const four = Object.fromEntries(stages.map((stage) => [`${stage}_model_id`, 1]))
  return [
    ...create(rustCoreTables),
    insert('schema_version', [{ version: 1, migrated_at: at }]),
    insert('openrouter_models', [
      {
        internal_id: 1,
        openrouter_id: 'openai/gpt-4',
        name: 'GPT-4',
        provider_name: 'openai',
        last_updated: at,
        created_at: at,
      },
    ]),
    insert('model_rankings', [
      { model_internal_id: 1, ranking_source: 'openrouter_general', rank_position: 1, score: 0.5, last_updated: at },
    ]),
    insert('consensus_profiles', [
      { id: 1, name: 'Mine', user_id: 'user-1', ...four, is_default: 1, created_at: at, updated_at: at },
    ]),
    insert('user_profiles', [
      {
        id: 'user-1',
        email: 'ada@example.org',
        license_key: 'HIVE-AB12-CD34-EF56-7890',
        license_tier: 'premium',
        features: '[]',
        created_at: at,
        updated_at: at,
      },
    ]),
    insert('thematic_clusters', [
      { id: 1, name: 'web', keywords: '["css"]', conversation_count: 3, created_at: at, updated_at: at },
    ]),
    ...conversations(count).flatMap(rustCoreRows),
    insert('sync_queue', [
      { table_name: 'conversations', record_id: 'conv_001', operation: 'insert', data: '{}', created_at: at },
    ]),
    insert('cloudflare_sync_status', [{ last_sync_at: at, sync_status: 'idle', updated_at: at }]),
    insert('configuration', [
      {
        key: 'openrouter_api_key',
        value: 'sk-or-v1-case-not-a-real-key',
        type: 'string',
        created_at: at,
        updated_at: at,
      },
      { key: 'theme', value: 'dark', type: 'string', description: 'Colours', created_at: at, updated_at: at },
    ]),
    insert('security_trust', [
      { path: '/home/ada/src', trust_level: 'trusted', granted_at: at, permissions: '[]', created_at: at },
    ]),
  ]
}
