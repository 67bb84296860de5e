/** S-I, S-A after the Rust migrations 006 to 013 (facts 2.4 (b)), with the foreign key of Proof 1 that points nowhere. */
import { create, insert, type Tables } from '../sql.js'
import { unifiedTables } from './schema/s-a.js'
import { migratedIndexes, migratedTables } from './schema/s-i.js'
import { unified } from './s-a.js'

const at = '2025-08-02T08:00:00.123456789+00:00'
const changed: Tables = migratedTables

/** Rows of S-A fit these tables but for what 006 and 009 took from consensus_profiles. */
function fits(statement: string): boolean {
  return (
    !/^CREATE (TABLE|UNIQUE INDEX|INDEX)/.test(statement) && !statement.startsWith('INSERT INTO "consensus_profiles"')
  )
}

/** `version` of schema_migrations: 13 for S-I, 12 for what S-H is built on. */
export function afterMigrations({ count = 3, version = 13 } = {}): string[] {
  return [
    ...create({ ...unifiedTables, ...changed }),
    'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)',
    ...migratedIndexes,
    ...Array.from({ length: version }, (_, index) =>
      insert('schema_migrations', [{ version: index + 1, name: 'unknown', applied_at: at }]),
    ),
    ...unified({ count }).filter(fits),
    insert('consensus_profiles', [
      {
        id: 'lightning-fast',
        profile_name: 'Lightning Fast',
        generator_model: 'anthropic/claude-3-haiku',
        refiner_model: 'openai/gpt-3.5-turbo',
        validator_model: 'google/gemini-flash',
        curator_model: 'anthropic/claude-3-haiku',
        created_at: at,
        updated_at: at,
      },
    ]),
    `UPDATE users SET subscription_tier = 'premium', last_d1_sync = '${at}'`,
    `UPDATE conversation_usage SET license_key = 'HIVE-AB12-CD34-EF56-7890', verified = 1, conversation_token = 'token-' || id, question_hash = 'h', d1_verified_at = '${at}'`,
    insert('licenses', [
      {
        key: 'HIVE-AB12-CD34-EF56-7890',
        tier: 'premium',
        daily_limit: 200,
        features: '["memory"]',
        user_id: 'user-1',
        email: 'ada@example.org',
        validated_at: at,
        created_at: at,
        updated_at: at,
      },
    ]),
    insert('daily_usage_summary', [
      {
        id: 'day-1',
        user_id: 'user-1',
        date: '2025-08-01',
        conversation_count: 12,
        total_cost: 0.0213,
        total_tokens: 7410,
        created_at: at,
        updated_at: at,
      },
    ]),
    ...(version < 13
      ? []
      : [
          insert('consensus_facts', [
            {
              id: 'fact-1',
              semantic_fingerprint: 'fp-of-the-fixture',
              content: 'Runes need Svelte 5.',
              curator_confidence: 0.9,
              source_question: 'q',
              source_conversation_id: 'conv_001',
              created_at: at,
              last_accessed: at,
              topics: '["svelte"]',
            },
          ]),
        ]),
  ]
}
