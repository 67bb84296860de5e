import { rustConversations } from './rust-core.js'
import type { Shape, Signs } from './shape.js'
import { unified } from './unified.js'

const migrations: Signs = { name: 'schema_migrations', signature: ['version'] }

/**
 * S-I, the unified database after the Rust migrations 006 to 013 (facts 2.4 (b)). Its conversations point to a table of
 * profiles that does not exist (Proof 1): it is read without foreign keys, and that is no damage.
 */
export const afterMigrations: Shape = {
  ...unified,
  name: 'S-I',
  title: 'unified database after the Rust migrations',
  when: [[migrations, { name: 'conversations', signature: ['consensus_profile_id', 'input_tokens'] }]],
  over: ['S-A'],
}

/** S-H, what a developer's database looked like: after the migrations, its conversations were made anew (facts 1.7.8). */
export const hybrid: Shape = {
  ...unified,
  name: 'S-H',
  title: 'unified database with the conversations of the early Rust Hive',
  tables: [rustConversations, ...unified.tables],
  carried: { ...unified.carried, cost_tracking: ['id', 'conversation_id', 'cost_input', 'cost_output'] },
  when: [[migrations, { name: 'conversations', signature: rustConversations.signature }]],
  over: ['S-A', 'S-I', 'S-G'],
}
