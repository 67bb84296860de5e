import { alike, table } from './knowledge.js'
import { messageExpectations } from './messages.js'
import { profilesOfSix } from './profiles.js'
import type { TableExpectation } from './expectation.js'

const byKey = { key: { from: 'key', to: 'key' } }

/** S-G and S-H (facts 1.7.7, 1.7.8). */
const rust: TableExpectation[] = [
  {
    ...table('user_profiles', 'id email license_key license_tier', [
      ...alike('id email license_key created_at updated_at'),
      ['license_tier', 'tier'],
    ]),
    target: 'users',
  },
  {
    ...table('configuration', 'key value', [
      ...alike('key value created_at updated_at'),
      ['is_encrypted', 'encrypted'],
    ]),
    ...byKey,
    target: 'configurations',
  },
  profilesOfSix,
  {
    ...table(
      'conversations',
      'id title profile_id total_tokens_input total_tokens_output',
      alike(
        'id user_id title profile_id context_type total_cost total_tokens_input total_tokens_output performance_score ' +
          'quality_rating is_archived is_favorite tags metadata created_at updated_at last_updated',
      ),
    ),
    lacks: ['question', 'consensus_profile_id'],
  },
  ...messageExpectations({
    table: 'conversation_messages',
    signature: ['id', 'conversation_id', 'role', 'content', 'stage', 'model_name', 'created_at'],
    model: 'model_name',
    time: 'created_at',
    message: alike('cost parent_message_id metadata'),
    stage: [...alike('temperature cost'), ['latency_ms', 'processing_time_ms']],
  }),
]

/** S-J (facts 1.7.9). */
const reduced: TableExpectation[] = [
  {
    ...table('conversations', 'id title message_count', alike('id title created_at updated_at')),
    lacks: ['question', 'messages', 'metadata', 'profile_id', 'total_tokens_input'],
  },
]

/** S-D (facts 1.7.4). */
const titled: TableExpectation[] = [
  {
    ...table('conversations', 'id title metadata', alike('id title created_at updated_at metadata')),
    lacks: ['question', 'messages', 'profile_id', 'total_tokens_input', 'message_count'],
  },
  {
    ...table(
      'messages',
      'id conversation_id role content timestamp metadata',
      alike('id conversation_id role content timestamp metadata'),
    ),
    lacks: ['stage'],
    more: true,
  },
]

/** S-F (facts 1.7.6); its messages are in `made.ts`. */
const asJson: TableExpectation[] = [
  table('conversations', 'id title messages', [
    ...alike('id title created_at updated_at tags'),
    ['token_count', 'total_tokens_output'],
    ['cost_usd', 'total_cost'],
  ]),
  {
    ...table('user_preferences', 'key value', alike('key value updated_at')),
    ...byKey,
    target: 'settings',
  },
]

/** S-C (facts 1.7.3); its messages are in `made.ts`. */
const documents: TableExpectation[] = [
  {
    ...table('unified_conversations', 'conversation_id conversation_data', [
      ['conversation_id', 'id'],
      ...alike('user_id created_at updated_at'),
    ]),
    key: { from: 'conversation_id', to: 'id' },
    target: 'conversations',
  },
]

/** S-E (facts 1.7.5). */
const clustered: TableExpectation[] = [
  {
    ...table('conversations', 'id created_at', alike('id user_id created_at updated_at')),
    lacks: ['title', 'question', 'messages', 'profile_id', 'consensus_profile_id', 'total_tokens_input'],
  },
  {
    ...table('messages', 'id conversation_id role content created_at', [
      ...alike('id conversation_id role content metadata'),
      ['created_at', 'timestamp'],
    ]),
    lacks: ['stage', 'timestamp'],
    more: true,
  },
]

/** Every shape but S-A and S-B; tables that several shapes share stand once. */
export const otherTables: TableExpectation[] = [
  ...[...rust, ...reduced, ...titled, ...asJson, ...documents, ...clustered],
]
