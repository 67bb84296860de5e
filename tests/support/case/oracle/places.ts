/**
 * Where a row of an old table stands in the new Hive, written down from design 4 and hive-facts 2.4, 2.5 and 3.5 and from
 * nothing of the engine. What is not here has the place of its own name, or is carried.
 */
import { lower, type RawTable } from './read.js'

export type Place = {
  /** Columns that make the table this one: names alone say nothing (facts T29). */
  has?: string[]
  lacks?: string[]
  /** Where its rows may stand, in the order to look. */
  to: {
    table: string
    /** Target columns that may hold the row's key. */
    key: string[]
    /** The source column that is looked for there, where it is not the table's own key. */
    by?: string
    /** Source column -> target columns it may stand in; others keep their name. */
    renamed?: Record<string, string[]>
    /** The source column by which the ledger names a row, where that is neither its key nor `by`. */
    named?: string
  }[]
}

const asMessage = { content: ['content'], created_at: ['timestamp', 'created_at'], model_name: ['model_used'] }
const asStage = {
  ...{ content: ['full_output'], stage: ['stage_name'], timestamp: ['created_at'] },
  ...{ model_used: ['model'], model_name: ['model'], latency_ms: ['processing_time_ms'] },
}

/** Old table -> its places. Several entries: tables of one name and several shapes. */
const places: Record<string, Place[]> = {
  conversations: [
    {
      to: [
        {
          table: 'conversations',
          key: ['id'],
          renamed: {
            input_tokens: ['total_tokens_input'],
            output_tokens: ['total_tokens_output'],
            consensus_profile_id: ['consensus_profile_id', 'profile_id'],
            last_updated: ['last_updated', 'updated_at'],
            cost_usd: ['total_cost'],
            // No split into input and output (facts 3.5).
            token_count: ['total_tokens_output'],
          },
        },
      ],
    },
  ],
  unified_conversations: [
    { to: [{ table: 'conversations', key: ['id'], by: 'conversation_id', renamed: { conversation_id: ['id'] } }] },
  ],
  user_preferences: [{ to: [{ table: 'settings', key: ['key'] }] }],
  messages: [
    {
      to: [
        // S-E's messages have no timestamp, and say the moment under another name (1.7.5).
        { table: 'messages', key: ['id'], renamed: { created_at: ['created_at', 'timestamp'] } },
        { table: 'stage_outputs', key: ['id'], renamed: asStage },
      ],
    },
  ],
  conversation_messages: [
    {
      to: [
        { table: 'messages', key: ['id'], renamed: asMessage },
        { table: 'stage_outputs', key: ['id'], renamed: asStage },
      ],
    },
  ],
  // Its integer id is the new Hive's `kc_id` (facts 2.4 (a)); the text id of S-A is `id` (1.7.1).
  knowledge_conversations: [
    { has: ['kc_id'], to: [{ table: 'knowledge_conversations', key: ['kc_id'] }] },
    // Of S-A there is one row for each conversation, and the ledger names it by that.
    {
      has: ['last_updated'],
      to: [
        {
          table: 'knowledge_conversations',
          key: ['kc_id', 'id'],
          renamed: { id: ['kc_id', 'id'] },
          named: 'conversation_id',
        },
      ],
    },
    { to: [{ table: 'knowledge_conversations', key: ['kc_id', 'id'], renamed: { id: ['kc_id', 'id'] } }] },
  ],
  // Three names for one value (facts T28).
  conversation_topics: [
    {
      to: [
        { table: 'conversation_topics', key: ['id'], renamed: { confidence: ['weight'], relevance_score: ['weight'] } },
      ],
    },
  ],
  consensus_profiles: [
    {
      to: [
        {
          table: 'consensus_profiles',
          key: ['id'],
          renamed: {
            name: ['profile_name'],
            profile_name: ['profile_name'],
            ...Object.fromEntries(
              ['generator', 'refiner', 'validator', 'curator'].map((stage) => [
                `${stage}_model_id`,
                [`${stage}_model`],
              ]),
            ),
          },
        },
      ],
    },
  ],
  configuration: [{ to: [{ table: 'configurations', key: ['key'], renamed: { is_encrypted: ['encrypted'] } }] }],
  user_profiles: [{ to: [{ table: 'users', key: ['id'], renamed: { license_tier: ['subscription_tier', 'tier'] } }] }],
}

/** The places of a table; those of its own name where none are written down. */
export function placesOf(table: RawTable): Place['to'] {
  const has = (column: string) => table.columns.includes(column)
  const named = (places[lower(table.name)] ?? []).find(
    (place) => (place.has ?? []).every(has) && !(place.lacks ?? []).some(has),
  )
  if (named) return named.to
  const [only] = table.key
  return [{ table: lower(table.name), key: [table.key.length === 1 && only ? only : 'id'] }]
}
