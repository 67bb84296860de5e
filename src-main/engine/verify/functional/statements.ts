/**
 * Statements of the shipped desktop app (facts 2.6) and of the Rust engine (2.4 (a)) in the order in which they would run,
 * on a throw-away copy with foreign keys on. Each must work and show what it says.
 */
export type Trial = { name: string; run: string[]; expect?: { sql: string; value: unknown } }

export const trials: Trial[] = [
  {
    name: 'the app saves a conversation',
    run: [
      `INSERT OR IGNORE INTO conversations (id, user_id, title, created_at, updated_at)
       VALUES ('hm-trial', 'default', 'A trial', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
      `INSERT INTO conversations (id, user_id, title, total_cost, total_tokens_input, total_tokens_output, created_at, updated_at)
       VALUES ('hm-trial', 'default', 'A trial', 0.01, 10, 20, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')
       ON CONFLICT (id) DO UPDATE SET total_cost = excluded.total_cost, updated_at = excluded.updated_at`,
    ],
    expect: { sql: `SELECT total_cost FROM conversations WHERE id = 'hm-trial'`, value: 0.01 },
  },
  {
    name: 'the app saves question and answer, twice',
    run: [1, 2].map(
      (n) => `INSERT INTO knowledge_conversations (conversation_id, question, final_answer, source_of_truth, created_at)
        VALUES ('hm-trial', 'q', 'answer ${n}', 's', '2026-01-01T00:00:00.000Z')
        ON CONFLICT (conversation_id) DO UPDATE SET final_answer = excluded.final_answer`,
    ),
    expect: {
      sql: `SELECT group_concat(final_answer) FROM knowledge_conversations WHERE conversation_id = 'hm-trial'`,
      value: 'answer 2',
    },
  },
  {
    name: 'the app counts usage and costs',
    run: [
      `INSERT INTO conversation_usage (user_id, conversation_id, timestamp) VALUES ('default', 'hm-trial', datetime('now'))`,
      `INSERT INTO stage_outputs (conversation_id, stage_name, model, tokens_used, cost, created_at)
       VALUES ('hm-trial', 'Generator', 'openai/gpt-4', 5, 0.001, datetime('now'))`,
      `INSERT INTO performance_metrics (conversation_id, timestamp, total_duration, total_cost, created_at)
       VALUES ('hm-trial', datetime('now'), 5, 0.01, datetime('now'))
       ON CONFLICT (conversation_id) DO UPDATE SET total_duration = excluded.total_duration`,
      `INSERT INTO cost_analytics (conversation_id, total_cost, cost_per_token, model_costs, optimization_potential, created_at)
       VALUES ('hm-trial', 0.01, 0.001, '{}', 0, datetime('now'))`,
    ],
    expect: { sql: `SELECT stage_number FROM stage_outputs WHERE conversation_id = 'hm-trial'`, value: 1n },
  },
  {
    name: 'the app stores and finds messages',
    run: [
      `INSERT INTO messages (id, conversation_id, role, content, model_used, tokens_used, cost, consensus_path,
         consensus_rounds, parent_message_id, timestamp)
       VALUES ('hm-trial-m', 'hm-trial', 'user', 'hello hm-trial', NULL, 3, 0, 'SIMPLE', 1, NULL, datetime('now'))`,
    ],
    expect: {
      sql: `SELECT count(*) FROM messages WHERE role IN ('user', 'assistant') AND content LIKE '%hm-trial%'`,
      value: 1n,
    },
  },
  {
    name: 'the Rust engine replaces a conversation',
    run: [
      `INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('hm-rust', 'zyzzyva one', 'a', 'truth')`,
      `INSERT OR REPLACE INTO conversations (id, question, final_answer, source_of_truth)
       VALUES ('hm-rust', 'zyzzyva two', 'b', 'truth')`,
    ],
    expect: {
      sql: `SELECT question FROM conversations_fts WHERE conversations_fts MATCH 'zyzzyva'`,
      value: 'zyzzyva two',
    },
  },
  {
    name: 'search follows an update',
    run: [`UPDATE conversations SET question = 'quokkaish' WHERE id = 'hm-rust'`],
    expect: {
      sql: `SELECT conversation_id FROM conversations_fts WHERE conversations_fts MATCH 'quokkaish'`,
      value: 'hm-rust',
    },
  },
  {
    name: 'the Rust engine stores a curator truth',
    run: [
      `INSERT OR REPLACE INTO curator_truths (conversation_id, curator_output, confidence_score, topic_summary)
       VALUES ('hm-rust', 'a wombatish truth', 0.9, 'trial')`,
    ],
    expect: { sql: `SELECT count(*) FROM curator_truths_fts WHERE curator_truths_fts MATCH 'wombatish'`, value: 1n },
  },
  {
    name: 'deleting takes search along',
    run: [
      `DELETE FROM curator_truths WHERE conversation_id = 'hm-rust'`,
      `DELETE FROM conversations WHERE id = 'hm-rust'`,
    ],
    expect: { sql: `SELECT count(*) FROM conversations_fts WHERE conversations_fts MATCH 'quokkaish'`, value: 0n },
  },
  {
    name: 'a transaction that is rolled back leaves nothing',
    run: ['BEGIN', `DELETE FROM messages WHERE id = 'hm-trial-m'`, 'ROLLBACK'],
    expect: { sql: `SELECT count(*) FROM messages WHERE id = 'hm-trial-m'`, value: 1n },
  },
  {
    name: 'full-text search is sound inside',
    run: [
      `INSERT INTO conversations_fts (conversations_fts, rank) VALUES ('integrity-check', 1)`,
      `INSERT INTO curator_truths_fts (curator_truths_fts, rank) VALUES ('integrity-check', 1)`,
    ],
  },
]
