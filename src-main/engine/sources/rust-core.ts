import { messagePlaces } from './messages.js'
import { same } from './names.js'
import { profilesOfSix } from './profiles.js'
import type { Shape, SourceTable } from './shape.js'

/** An encrypted value cannot be read by anybody but the old Hive (facts 1.6). */
const encrypted = `(s.is_encrypted IS NOT NULL
  AND lower(CAST(s.is_encrypted AS TEXT)) NOT IN ('0', '0.0', '', 'false', 'no'))`

/** Conversations as core/schema.rs and the new Hive have them; S-H has them, too. */
export const rustConversations: SourceTable = {
  name: 'conversations',
  signature: ['id', 'title', 'profile_id', 'total_tokens_input', 'total_tokens_output'],
  lacks: ['question', 'consensus_profile_id'],
  target: 'conversations',
  columns: same(
    ...['id', 'user_id', 'title', 'profile_id', 'context_type', 'total_cost', 'total_tokens_input'],
    ...['total_tokens_output', 'performance_score', 'quality_rating', 'is_archived', 'is_favorite', 'tags', 'metadata'],
    ...['created_at', 'updated_at', 'last_updated'],
  ),
  key: 'id',
}

/** Keys and values of core/schema.rs, and of database_simple.rs without a mark of encryption (S-J). */
export const configuration: SourceTable = {
  name: 'configuration',
  signature: ['key', 'value'],
  target: 'configurations',
  columns: { ...same('key', 'value', 'created_at', 'updated_at'), is_encrypted: 'encrypted' },
  key: 'key',
  aside: {
    from: ['is_encrypted'],
    rows: encrypted,
    reason: 'the value is encrypted, and only the old Hive could read it',
  },
}

/** S-G, the tables of the Rust core/schema.rs (facts 1.7.7). */
export const rustCore: Shape = {
  name: 'S-G',
  title: 'database of the early Rust Hive',
  tables: [
    {
      name: 'user_profiles',
      signature: ['id', 'email', 'license_key', 'license_tier'],
      target: 'users',
      columns: { ...same('id', 'email', 'license_key', 'created_at', 'updated_at'), license_tier: 'tier' },
      key: 'id',
    },
    configuration,
    profilesOfSix,
    rustConversations,
    ...messagePlaces({
      name: 'conversation_messages',
      signature: ['id', 'conversation_id', 'role', 'content', 'stage', 'model_name', 'created_at'],
      model: 'model_name',
      time: 'created_at',
      more: same('cost', 'parent_message_id', 'metadata'),
      moreOfStages: { ...same('temperature', 'cost'), latency_ms: 'processing_time_ms' },
    }),
  ],
  carried: {
    openrouter_models: ['internal_id', 'openrouter_id', 'architecture_modality'],
    model_rankings: ['id', 'model_internal_id', 'category'],
    conversation_memory: ['id', 'memory_type', 'content'],
    performance_metrics: ['id', 'metric_type', 'metric_name'],
    thematic_clusters: ['id', 'centroid_vector'],
  },
  when: [
    [{ name: 'conversation_messages', signature: ['id', 'conversation_id', 'role', 'content'] }],
    [{ name: 'user_profiles', signature: ['id', 'license_tier'] }],
  ],
}
