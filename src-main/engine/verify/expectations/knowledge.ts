import { asText } from '../same.js'
import { sumStages } from './stages.js'
import type { Expectations, TableExpectation } from './expectation.js'

export const alike = (list: string): [string, string][] => list.split(' ').map((name) => [name, name])

/** An expectation of a table that keeps its name, with `id` as its key. */
export const table = (name: string, signature: string, pairs: [string, string][]): TableExpectation => {
  return { table: name, signature: signature.split(' '), target: name, key: { from: 'id', to: 'id' }, pairs }
}

/** The user id under which the shipped app shows conversations (facts T17). */
export const dashboardUser = '3034c561-e193-4968-a575-f1b165d31a5b'

/**
 * A raw timestamp as it must stand in the target: readable ones untouched, epochs as ISO 8601 (facts T12, T13). SQLite's
 * text functions stop at a NUL, so a text that holds one is no number, whatever they say.
 */
export const expectedTimestamp = (raw: string) => `CASE
  WHEN ${raw} IS NULL OR datetime(${raw}) IS NOT NULL THEN ${raw}
  WHEN typeof(${raw}) = 'text' AND instr(${raw}, char(0)) > 0 THEN NULL
  WHEN typeof(${raw}) IN ('text', 'integer') AND trim(${raw}) NOT GLOB '*[^0-9]*' AND length(trim(${raw})) BETWEEN 12 AND 14
    THEN strftime('%Y-%m-%dT%H:%M:%S', CAST(trim(${raw}) AS INTEGER) / 1000, 'unixepoch')
      || printf('.%03dZ', CAST(trim(${raw}) AS INTEGER) % 1000)
  WHEN typeof(${raw}) IN ('text', 'integer') AND trim(${raw}) NOT GLOB '*[^0-9]*' AND length(trim(${raw})) BETWEEN 9 AND 11
    THEN strftime('%Y-%m-%dT%H:%M:%S.000Z', CAST(trim(${raw}) AS INTEGER), 'unixepoch')
  END`

/** The raw id as the target, where it is TEXT, holds it. */
const id = asText('s.id')

/** The id of a message that is made of the raw row `s`; a BLOB id is spelt out, and never looks like a text. */
const messageId = (part: string) =>
  `'msg_' || CASE typeof(s.id) WHEN 'blob' THEN 'x''' || hex(s.id) || '''' ELSE ${id} END || '_${part}'`

/** How many messages of a role the conversation of `s` has whose every cell is what the raw row makes of it. */
const messages = (role: string, stage: string, content: string, more: string) => `(
  SELECT count(*) FROM main.messages AS m
  WHERE m.conversation_id = ${id} AND m.role = '${role}' AND m.stage IS ${stage}
    AND typeof(m.content) = typeof(${asText(`s.${content}`)}) AND +m.content IS ${asText(`s.${content}`)} COLLATE BINARY
    AND m.timestamp IS (${expectedTimestamp('s.created_at')}) AND ${more}
    AND coalesce(m.tokens_used, m.cost, m.consensus_path, m.consensus_rounds, m.created_at, m.metadata) IS NULL)`

/** A row of `stages_of`, for the conversation of `s`. */
const ofStages = (column: string) => `(SELECT x.${column} FROM temp.stages_of AS x WHERE x.conversation_id = ${id})`

/** S-B (facts 1.7.2) in the new Hive (design 4). */
export const knowledgeExpectations: Expectations = {
  shape: 'S-B',
  tables: [
    table(
      'conversations',
      'id question final_answer source_of_truth',
      alike('id question final_answer source_of_truth conversation_context profile_id created_at last_updated'),
    ),
    table(
      'stage_outputs',
      'id conversation_id stage_name stage_number full_output',
      alike(
        'id conversation_id stage_name stage_number provider model full_output character_count word_count temperature ' +
          'processing_time_ms tokens_used created_at',
      ),
    ),
    table(
      'knowledge_base',
      'id conversation_id curator_content topics keywords',
      alike(
        'id conversation_id curator_content topics keywords semantic_embedding is_source_of_truth relevance_score created_at',
      ),
    ),
    {
      ...table('conversation_topics', 'id conversation_id topic', [
        ...alike('id conversation_id topic weight created_at'),
        ['confidence', 'weight'],
      ]),
      lacks: ['relevance_score'],
    },
    {
      ...table(
        'conversation_keywords',
        'id conversation_id keyword frequency',
        alike('id conversation_id keyword frequency weight'),
      ),
      lacks: ['created_at'],
    },
    table(
      'stage_evolution',
      'id conversation_id generator_length curator_length',
      alike(
        'id conversation_id generator_length refiner_length validator_length curator_length total_evolution_percentage ' +
          'quality_score created_at',
      ),
    ),
    table(
      'conversation_context',
      'id conversation_id referenced_conversation_id context_type',
      alike('id conversation_id referenced_conversation_id relevance_score context_type created_at'),
    ),
    table(
      'stage_confidence',
      'id stage_output_id confidence_score',
      alike(
        'id stage_output_id confidence_score reasoning sources_used content_quality_score technical_depth_score created_at',
      ),
    ),
    table(
      'consensus_metrics',
      'id conversation_id final_confidence',
      alike(
        'id conversation_id final_confidence stage_agreement content_quality provider_reliability context_utilization ' +
          'agreement_matrix processing_time_ms created_at',
      ),
    ),
    table(
      'curator_truths',
      'id conversation_id curator_output confidence_score',
      alike('id conversation_id curator_output confidence_score topic_summary created_at'),
    ),
    {
      table: 'knowledge_conversations',
      signature: ['id', 'conversation_id', 'question', 'final_answer', 'source_of_truth'],
      lacks: ['kc_id', 'last_updated'],
      target: 'knowledge_conversations',
      key: { from: 'id', to: 'kc_id' },
      pairs: [['id', 'kc_id'], ...alike('conversation_id question final_answer source_of_truth created_at')],
      more: true,
    },
    table(
      'conversation_threads',
      'id child_conversation_id parent_conversation_id',
      alike('id child_conversation_id parent_conversation_id thread_type reference_text confidence_score created_at'),
    ),
  ],
  derived: [
    {
      name: 'question as a message',
      table: 'conversations',
      proves: 'every question is the user’s message of its conversation',
      violated: `s.question IS NOT NULL AND ${messages(
        ...(['user', 'NULL', 'question'] as const),
        `m.id IS ${messageId('question')} AND m.model_used IS NULL AND m.parent_message_id IS NULL`,
      )} <> 1`,
      needs: ['question', 'created_at'],
    },
    {
      name: 'answer as a message',
      table: 'conversations',
      proves: 'every final answer is the curator’s message of its conversation',
      violated: `s.final_answer IS NOT NULL AND ${messages(
        ...(['assistant', "'curator'", 'final_answer'] as const),
        `m.id IS ${messageId('answer')} AND m.model_used IS ${ofStages('curator_model')}
        AND m.parent_message_id IS CASE WHEN s.question IS NOT NULL THEN ${messageId('question')} END`,
      )} <> 1`,
      needs: ['final_answer', 'created_at', 'question'],
      prepare: sumStages,
    },
    {
      name: 'tokens of a conversation',
      table: 'conversations',
      proves: 'every conversation has the tokens of its stages, and none where no stage says any',
      violated: `(SELECT c.total_tokens_output FROM main.conversations AS c WHERE c.id = ${id}) IS NOT ${ofStages('tokens')}`,
      needs: [],
      prepare: sumStages,
    },
    {
      name: 'one knowledge row',
      table: 'conversations',
      proves: 'every conversation has exactly one knowledge row, with its own texts where the source had none',
      violated: `(SELECT count(*) FROM main.knowledge_conversations AS k WHERE k.conversation_id = ${id}
        AND (k.id <> 'kc_' || s.id OR k.id IS NULL OR (k.question IS ${asText('s.question')} COLLATE BINARY
          AND k.final_answer IS ${asText('s.final_answer')} COLLATE BINARY
          AND k.source_of_truth IS ${asText('s.source_of_truth')} COLLATE BINARY AND k.answer IS NULL
          AND EXISTS (SELECT 1 FROM main.conversations AS c WHERE c.id = k.conversation_id
            AND +k.conversation_context IS +c.conversation_context COLLATE BINARY
            AND k.profile_id IS c.profile_id AND k.created_at IS c.created_at AND k.last_updated IS c.last_updated)))) <> 1`,
      needs: ['question', 'final_answer', 'source_of_truth'],
    },
    {
      name: 'usage row',
      table: 'conversations',
      proves: 'every conversation is counted once in the app’s dashboard, at its own time',
      violated: `(SELECT count(*) FROM main.conversation_usage AS u WHERE u.conversation_id = ${id}
        AND u.user_id = '${dashboardUser}' AND u.timestamp IS (${expectedTimestamp('s.created_at')})) <> 1`,
      needs: ['created_at'],
    },
    {
      name: 'time of the last change',
      table: 'conversations',
      proves: 'every conversation was changed last when the old Hive says',
      violated: `(SELECT c.updated_at FROM main.conversations AS c WHERE c.id = ${id})
        IS NOT (${expectedTimestamp('s.last_updated')})`,
      needs: ['last_updated'],
    },
    {
      name: 'title',
      table: 'conversations',
      proves: 'every title is the beginning of its question',
      violated: `(SELECT c.title FROM main.conversations AS c WHERE c.id = ${id})
        IS NOT substr(s.question, 1, 100)`,
      needs: ['question'],
    },
  ],
}
