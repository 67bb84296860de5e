/** S-H, the Rust hybrid (facts 1.7.8): migrations 001 to 012, `conversations` rebuilt as in S-G, and cost_tracking. */
import { create, insert } from '../sql.js'
import { rustCoreTables } from './schema/s-g.js'
import { afterMigrations } from './s-i.js'
import { conversations } from './texts.js'

/** `profile_id` is INTEGER and receives texts such as `lightning-fast`; a run of July 2025 looked like this. */
export function hybrid({ count = 3 } = {}): string[] {
  return [
    ...afterMigrations({ count, version: 12 }),
    'DROP TABLE conversations',
    ...create({ conversations: rustCoreTables.conversations, cost_tracking: rustCoreTables.cost_tracking }),
    ...conversations(count).map(({ id, created, updated }) =>
      insert('conversations', [
        {
          id,
          user_id: 'user-1',
          profile_id: 'lightning-fast',
          total_cost: 0.02135025,
          total_tokens_input: 4952,
          total_tokens_output: 2458,
          created_at: created,
          updated_at: updated,
        },
      ]),
    ),
    insert('cost_tracking', [
      {
        user_id: 'user-1',
        conversation_id: 'conv_001',
        model_id: 280,
        tokens_input: 1054,
        tokens_output: 994,
        cost_input: 0.001,
        cost_output: 0.005,
        total_cost: 0.0062875,
        created_at: '2025-07-04 12:00:00',
      },
    ]),
    // Migration 013 came later.
    'DROP TABLE consensus_facts',
  ]
}
