import { alike, dashboardUser, table } from './knowledge.js'
import { messageExpectations } from './messages.js'
import { modelSql } from './models.js'
import type { TableExpectation } from './expectation.js'

/** S-A (facts 1.7.1) in the new Hive (design 4). */
export const unifiedTables: TableExpectation[] = [
  table(
    'users',
    'id email license_key tier',
    alike('id email license_key tier created_at updated_at subscription_tier last_d1_sync'),
  ),
  {
    ...table('configurations', 'key value', alike('key value encrypted user_id created_at updated_at')),
    key: { from: 'key', to: 'key' },
  },
  { ...table('settings', 'key value', alike('key value updated_at')), key: { from: 'key', to: 'key' } },
  { ...table('consensus_settings', 'key value', alike('key value updated_at')), key: { from: 'key', to: 'key' } },
  {
    ...table(
      'consensus_profiles',
      'id profile_name generator_model refiner_model validator_model curator_model',
      alike(
        'id profile_name generator_model refiner_model validator_model curator_model max_consensus_rounds created_at updated_at',
      ),
    ),
    ruled: {
      ...{ generator_model: modelSql, refiner_model: modelSql },
      ...{ validator_model: modelSql, curator_model: modelSql },
    },
  },
  table('conversations', 'id consensus_profile_id input_tokens output_tokens', [
    ...alike('id user_id consensus_profile_id total_cost created_at updated_at'),
    ['input_tokens', 'total_tokens_input'],
    ['output_tokens', 'total_tokens_output'],
  ]),
  ...messageExpectations({
    table: 'messages',
    signature: ['id', 'conversation_id', 'role', 'content', 'stage', 'model_used', 'timestamp'],
    lacks: ['tokens_used', 'consensus_path'],
    model: 'model_used',
    time: 'timestamp',
  }),
  {
    ...table(
      'conversation_usage',
      'id conversation_id user_id timestamp',
      alike('id conversation_id user_id timestamp'),
    ),
    ruled: { user_id: (raw) => `ifnull(${raw}, '${dashboardUser}')` },
  },
  {
    ...table(
      'knowledge_conversations',
      'id conversation_id question final_answer source_of_truth last_updated',
      alike(
        'id conversation_id question final_answer source_of_truth conversation_context profile_id created_at last_updated',
      ),
    ),
    lacks: ['kc_id'],
    key: { from: 'conversation_id', to: 'conversation_id' },
    rows: '(s.conversation_id IS NOT NULL)',
  },
  {
    ...table('conversation_topics', 'id conversation_id topic relevance_score', [
      ...alike('id conversation_id topic created_at'),
      ['relevance_score', 'weight'],
    ]),
  },
  table(
    'conversation_keywords',
    'id conversation_id keyword frequency created_at',
    alike('id conversation_id keyword frequency'),
  ),
  table(
    'performance_metrics',
    'id timestamp conversation_id total_duration overall_efficiency',
    alike('id timestamp conversation_id total_duration total_cost created_at'),
  ),
  table(
    'cost_analytics',
    'id conversation_id total_cost cost_per_stage',
    alike('id conversation_id total_cost created_at'),
  ),
  table(
    'licenses',
    'id key tier daily_limit validated_at',
    alike('id key tier daily_limit features user_id email expires_at validated_at created_at updated_at'),
  ),
  table(
    'daily_usage_summary',
    'id user_id date conversation_count',
    alike('id user_id date conversation_count total_cost total_tokens average_response_time created_at updated_at'),
  ),
  table(
    'consensus_facts',
    'id semantic_fingerprint content source_question',
    alike(
      'id semantic_fingerprint content curator_confidence source_question source_conversation_id consensus_stages ' +
        'created_at last_accessed access_count related_facts topics entities metadata',
    ),
  ),
]
