import { same } from './names.js'
import type { Shape, Signs } from './shape.js'

const signs: Signs[] = [
  { name: 'user_settings', signature: ['user_id', 'settings'] },
  { name: 'usage_stats', signature: [] },
  { name: 'consensus_profiles', signature: ['id', 'config'] },
]

/** S-E, names in a placeholder reader (facts 1.7.5): nobody wrote down more columns than these. */
export const clustered: Shape = {
  name: 'S-E',
  title: 'conversations with clusters and statistics',
  tables: [
    {
      name: 'conversations',
      signature: ['id', 'created_at'],
      lacks: ['title', 'question', 'messages', 'profile_id', 'consensus_profile_id', 'total_tokens_input'],
      target: 'conversations',
      columns: same('id', 'user_id', 'created_at', 'updated_at'),
      key: 'id',
    },
    {
      name: 'messages',
      signature: ['id', 'conversation_id', 'role', 'content', 'created_at'],
      lacks: ['stage', 'timestamp'],
      target: 'messages',
      columns: { ...same('id', 'conversation_id', 'role', 'content', 'metadata'), created_at: 'timestamp' },
      key: 'id',
    },
  ],
  when: signs.map((table) => [table]),
}
