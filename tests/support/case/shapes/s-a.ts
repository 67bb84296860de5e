/** S-A, the unified `hive-ai.db` of 31 tables (facts 1.7.1): every table with rows as the old Hive wrote them. */
import { create, insert, type Row } from '../sql.js'
import { unifiedIndexes, unifiedTables } from './schema/s-a.js'
import { conversations, models, stages, talk as talkOf, type Talk } from './texts.js'

const at = '2025-02-01 09:00:00'
const json = (value: unknown) => JSON.stringify(value)

/** What the whole database has once: user, keys, catalogue, profiles, limits, settings. */
function once(): string[] {
  const temperatures = Object.fromEntries(stages.map((stage) => [`${stage}_temperature`, 0.7]))
  return [
    insert('users', [
      {
        id: 'user-1',
        email: 'ada@example.org',
        license_key: 'HIVE-AB12-CD34-EF56-7890',
        tier: 'PREMIUM',
        created_at: at,
        updated_at: at,
      },
    ]),
    insert('configurations', [
      {
        key: 'openrouter_api_key',
        value: 'sk-or-v1-case-not-a-real-key',
        encrypted: 0,
        user_id: 'user-1',
        created_at: at,
        updated_at: at,
      },
      { key: 'show_costs', value: 'true', encrypted: 0, user_id: null, created_at: at, updated_at: at },
    ]),
    insert(
      'openrouter_providers',
      ['openai', 'anthropic', 'google', 'x-ai'].map((id) => ({
        ...{
          id,
          name: id,
          display_name: id.toUpperCase(),
          model_count: 1,
          average_cost: 0.01,
          capabilities: '["text"]',
        },
        ...{ last_updated: at, is_active: 1, created_at: at },
      })),
    ),
    insert(
      'openrouter_models',
      models.map(({ id, short }, index) => ({
        ...{
          internal_id: 280 + index,
          openrouter_id: id,
          name: short,
          provider_id: id.split('/')[0]!,
          provider_name: id.split('/')[0]!,
        },
        ...{
          description: '',
          pricing_input: 0.00001,
          pricing_output: 0.00003,
          context_window: 128000,
          created_at: 1_719_000_000 + index,
        },
        ...{ last_updated: at },
      })),
    ),
    insert('pipeline_profiles', [
      {
        ...{
          id: 'pp-1',
          name: 'Careful',
          user_id: 'user-1',
          is_default: 1,
          selection_criteria: json({ cost: 'low' }),
          ...temperatures,
        },
        ...Object.fromEntries(stages.map((stage, index) => [`${stage}_model_internal_id`, 280 + index])),
        ...{ generator_provider: 'OpenAI', generator_model: 'gpt-4', created_at: at, updated_at: at },
      },
    ]),
    insert('consensus_profiles', [
      profile('mine', 'My own four', 'pp-1'),
      profile('Consensus_Balanced', 'Consensus_Balanced', null),
    ]),
    insert('budget_limits', [
      {
        id: 'bl-1',
        user_id: 'user-1',
        period_type: 'monthly',
        limit_amount: 50,
        current_spent: 12.5,
        period_start: '2025-03-01',
        period_end: '2025-04-01',
        created_at: at,
        updated_at: at,
      },
    ]),
    insert('sync_metadata', [
      {
        id: 'sm-1',
        sync_type: 'models',
        started_at: at,
        completed_at: at,
        status: 'completed',
        providers_synced: 4,
        models_synced: 321,
        next_sync_due: '2025-02-02 09:00:00',
        created_at: at,
      },
    ]),
    insert('settings', [
      { key: 'backup.dir', value: '/home/ada/backups', description: 'Where backups go', updated_at: at },
    ]),
    insert('consensus_settings', [{ key: 'active_profile_id', value: 'mine', updated_at: at }]),
    insert('provider_performance', [
      {
        model_internal_id: 280,
        provider_name: 'openai',
        routing_variant: ':nitro',
        avg_latency_ms: 900,
        cost_per_token: 0.00001,
        measured_at: at,
      },
    ]),
    insert('model_rankings', [
      {
        model_internal_id: 280,
        ranking_source: 'openrouter_programming_weekly',
        rank_position: 1,
        usage_percentage: 12.5,
        period_start: at,
        period_end: at,
        collected_at: at,
      },
    ]),
    insert('profile_templates', [
      {
        id: 'lightning-fast',
        name: 'Lightning',
        description: 'Fast',
        selection_criteria: '{}',
        scope_applicability: '["minimal"]',
        usage_count: 3,
        last_updated: at,
        created_at: at,
      },
    ]),
  ]
}

/** A consensus profile with the four models that texts.ts names. */
export function profile(id: string, name: string, pipeline: string | null = null): Row {
  const own = Object.fromEntries(stages.map((stage, index) => [`${stage}_model`, models[index]!.id]))
  return { id, profile_name: name, pipeline_profile_id: pipeline, ...own, created_at: at, updated_at: at }
}

/** The messages of a conversation: the question, and one answer per stage. */
function messages({ id, question, answer, created }: Talk): Row[] {
  const user = { id: `${id}-m0`, conversation_id: id, role: 'user', content: question, stage: null, timestamp: created }
  const answers = stages.map((stage, index) => ({
    ...{ id: `${id}-m${index + 1}`, conversation_id: id, role: 'assistant', stage, model_used: models[index]!.id },
    ...{ content: stage === 'curator' ? answer : `${stage}: ${answer}`, timestamp: created },
  }))
  return [user, ...answers]
}

/** One conversation with a row in every table that hangs on it. `knowledge` false leaves out its knowledge row. */
export function unifiedRows(talk: Talk, { knowledge = true } = {}): string[] {
  const { id, question, answer, truth, topic, created: created_at, updated } = talk
  const belongs = { conversation_id: id, created_at }
  return [
    insert('conversations', [
      {
        ...{
          id,
          user_id: 'user-1',
          consensus_profile_id: 'mine',
          total_cost: 0.01034425,
          input_tokens: 2228,
          output_tokens: 1010,
        },
        ...{
          start_time: created_at,
          end_time: updated,
          success_rate: '98.3',
          quality_score: 0.875,
          consensus_improvement: 12,
        },
        ...{ confidence_level: 'Medium', success: 1, created_at, updated_at: updated },
      },
    ]),
    insert('messages', messages(talk)),
    insert('usage_records', [
      {
        id: `${id}-u`,
        user_id: 'user-1',
        conversation_id: id,
        action_type: 'conversation',
        cost: 0.01034425,
        tokens_input: 2228,
        tokens_output: 1010,
        model_used: models[0].id,
        timestamp: created_at,
      },
    ]),
    insert('conversation_usage', [{ conversation_id: id, user_id: 'user-1', timestamp: created_at }]),
    ...(knowledge ? [insert('knowledge_conversations', [knowledgeRow(talk)])] : []),
    insert('curator_truths', [{ ...belongs, curator_output: truth, confidence_score: 0.9, topic_summary: topic }]),
    insert('conversation_context', [
      { ...belongs, referenced_conversation_id: id, relevance_score: 0.5, context_type: 'thematic' },
    ]),
    insert('conversation_topics', [{ ...belongs, topic, relevance_score: 0.75 }]),
    insert('conversation_keywords', [{ ...belongs, keyword: topic, frequency: 2 }]),
    insert('improvement_patterns', [
      {
        ...belongs,
        from_stage: 'generator',
        to_stage: 'refiner',
        improvement_type: 'clarity',
        description: 'shorter',
        question_type: 'how-to',
        before_content: question,
        improvement_score: 0.5,
      },
    ]),
    insert('conversation_threads', [
      { child_conversation_id: id, parent_conversation_id: id, thread_type: 'continuation', created_at },
    ]),
    insert('pending_sync', [
      {
        conversation_id: id,
        user_id: 'user-1',
        question_hash: 'ab'.repeat(32),
        conversation_token: 'cd'.repeat(32),
        created_at,
      },
    ]),
    insert('consensus_metrics', [
      {
        ...belongs,
        baseline_model: 'gpt-4',
        baseline_result: question,
        consensus_result: answer,
        improvement_score: 0.2,
        quality_metrics: '{"a":1}',
        cost_comparison: '{}',
        time_comparison: '{}',
        question_complexity: 'basic',
      },
    ]),
    insert('cost_analytics', [
      {
        ...belongs,
        total_cost: 0.01034425,
        cost_per_stage: json({ generator: 0.001 }),
        tokens_per_stage: json({ generator: { input: 544, output: 6 } }),
        provider_breakdown: '{}',
      },
    ]),
    insert('feature_usage', [{ ...belongs, features_used: '["memory"]', fallback_events: 1 }]),
    insert('model_selection_history', [
      { ...belongs, selection_criteria: '{}', selected_models: '["gpt-4"]', user_feedback: 5 },
    ]),
    insert('performance_metrics', [
      {
        ...belongs,
        timestamp: updated,
        total_duration: 21000,
        openrouter_latency: 900,
        total_cost: 0.01034425,
        quality_score: 9,
        metrics_data: '{}',
      },
    ]),
    insert('activity_log', [
      {
        ...belongs,
        event_type: 'query_complete',
        user_id: 'user-1',
        stage: 'curator',
        cost: 0.01,
        duration_ms: 21000,
        tokens_used: 3238,
        metadata: '{}',
      },
    ]),
  ]
}

/** The knowledge row of a conversation; its text id is its own. */
export const knowledgeRow = (talk: Talk, more: Row = {}): Row => ({
  ...{
    id: `kc-${talk.id}`,
    conversation_id: talk.id,
    question: talk.question,
    final_answer: talk.answer,
    source_of_truth: talk.truth,
  },
  ...{ conversation_context: null, profile_id: 'mine', created_at: talk.created, last_updated: talk.updated, ...more },
})

/** A sound S-A database: 31 tables, each with rows. */
export function unified({
  count = 3,
  prefix,
  knowledge = true,
}: { count?: number; prefix?: string; knowledge?: boolean } = {}): string[] {
  return [
    ...create(unifiedTables),
    ...unifiedIndexes,
    ...once(),
    ...conversations(count, prefix).flatMap((talk) => unifiedRows(talk, { knowledge })),
  ]
}

/** A conversation row more, without anything that hangs on it. */
export const inUnified = (row: Row) =>
  insert('conversations', [
    { ...{ user_id: null, created_at: talkOf(1).created, updated_at: talkOf(1).updated }, ...row },
  ])
