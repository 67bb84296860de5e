/** S-K, the shipped desktop app's own database (facts 2.5): what it wrote when somebody used it. */
import { create, insert } from '../sql.js'
import { appIndexes, appTables } from './schema/s-k.js'
import { conversations, models, stages, type Talk } from './texts.js'

const user = '3034c561-e193-4968-a575-f1b165d31a5b'
const at = '2025-09-01T10:00:00.123Z'

/** What the app stores of one conversation (facts 2.6). */
export function appRows({ id, question, answer, truth, created, updated }: Talk): string[] {
  return [
    insert('conversations', [
      {
        id,
        user_id: user,
        title: question.slice(0, 100),
        total_cost: 0.01034425,
        total_tokens_input: 2228,
        total_tokens_output: 1010,
        created_at: created,
        updated_at: updated,
      },
    ]),
    insert('messages', [
      {
        id: `msg_${id}_q`,
        conversation_id: id,
        role: 'user',
        content: question,
        timestamp: created,
        tokens_used: 0,
        cost: 0,
      },
      {
        id: `msg_${id}_a`,
        conversation_id: id,
        role: 'assistant',
        content: answer,
        stage: 'curator',
        model_used: models[3].id,
        tokens_used: 1010,
        cost: 0.01,
        consensus_path: 'COMPLEX',
        consensus_rounds: 2,
        parent_message_id: `msg_${id}_q`,
        timestamp: created,
      },
    ]),
    insert('knowledge_conversations', [
      { conversation_id: id, question, final_answer: answer, source_of_truth: truth, created_at: updated },
    ]),
    insert('conversation_usage', [{ user_id: user, conversation_id: id, timestamp: updated }]),
    insert(
      'stage_outputs',
      stages.map((stage, index) => ({
        ...{
          conversation_id: id,
          stage_name: stage[0]!.toUpperCase() + stage.slice(1),
          model: models[index]!.id,
          tokens_used: 809,
          cost: 0.0025,
          created_at: updated,
        },
      })),
    ),
    insert('performance_metrics', [
      { conversation_id: id, timestamp: updated, total_duration: 21000, total_cost: 0.01034425, created_at: updated },
    ]),
    insert('cost_analytics', [
      {
        conversation_id: id,
        total_cost: 0.01034425,
        cost_per_token: 0.0000032,
        model_costs: '{}',
        created_at: updated,
      },
    ]),
    insert('consensus_iterations', [
      { consensus_id: `c-${id}`, datetime: updated, model_id: models[0].id, stage_name: 'generator', tokens_used: 550 },
    ]),
  ]
}

/** Rows into tables of the app that are there already: some conversations, and what a used app has besides. */
export function addApp({ count = 2, prefix = 'conv_1756720800_' } = {}): string[] {
  const four = Object.fromEntries(stages.map((stage, index) => [`${stage}_model`, models[index]!.id]))
  return [
    `INSERT OR IGNORE INTO users (id, email, tier) VALUES ('default', 'default@hive.ai', 'FREE')`,
    insert('configurations', [
      { key: 'auto_save', value: 'true', encrypted: 0, user_id: 'default', created_at: at, updated_at: at },
    ]),
    insert('settings', [{ key: 'backup.frequency', value: 'weekly', updated_at: at }]),
    insert('consensus_profiles', [
      { id: 'custom-1756720800', profile_name: 'From the app', ...four, created_at: at, updated_at: at },
    ]),
    insert('consensus_settings', [{ key: 'active_profile_id', value: 'custom-1756720800', updated_at: at }]),
    insert('sessions', [{ folder_path: '/home/ada/src', tabs: '[]', active_tab: 'a', created_at: at, updated_at: at }]),
    insert('recent_folders', [{ folder_path: '/home/ada/src', last_opened: at, tab_count: 3 }]),
    insert('welcome_analytics', [{ action: 'opened', timestamp: at }]),
    insert('d1_usage_queue', [{ user_id: user, conversation_id: `${prefix}001`, timestamp: at, created_at: at }]),
    insert('ai_tool_launches', [
      { tool_id: 'claude', repository_path: '/home/ada/src', first_launched_at: at, last_launched_at: at },
    ]),
    ...conversations(count, prefix).flatMap(appRows),
  ]
}

/** The app's database alone, in use. */
export const newApp = (options: { count?: number; prefix?: string } = {}): string[] => [
  ...create(appTables),
  ...appIndexes,
  ...addApp(options),
]
