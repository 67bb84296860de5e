import { same } from './names.js'
import { configuration } from './rust-core.js'
import type { Shape, SourceTable } from './shape.js'

/** Conversations of database_simple.rs: how many messages they had is all that it knows of them. */
const conversations: SourceTable = {
  name: 'conversations',
  signature: ['id', 'title', 'message_count'],
  lacks: ['question', 'messages', 'metadata', 'profile_id', 'total_tokens_input'],
  target: 'conversations',
  columns: same('id', 'title', 'created_at', 'updated_at'),
  key: 'id',
}

/** Keys of desktop/simple_db.rs, without what the new Hive's own table has. */
const configurations: SourceTable = {
  name: 'configurations',
  signature: ['key', 'value'],
  lacks: ['encrypted', 'user_id'],
  target: 'configurations',
  columns: same('key', 'value', 'created_at', 'updated_at'),
  key: 'key',
}

/** S-J, the reduced tables of other Rust programs (facts 1.7.9). Those of database_working.rs are S-A's. */
export const reduced: Shape = {
  name: 'S-J',
  title: 'reduced database of an early Rust Hive',
  tables: [conversations, configurations, configuration],
  carried: {
    trust_decisions: ['path', 'trust_level'],
    security_events: ['id', 'event_type', 'path'],
  },
  when: [[conversations], [configurations], [{ ...configuration, lacks: ['is_encrypted'] }]],
}
