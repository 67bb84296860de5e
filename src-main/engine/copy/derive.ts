import { dashboardUser } from '../sources/dashboard-user.js'
import type { Build } from './build.js'
import type { AfterRows } from './map-table.js'
import type { MappedTable } from '../plan/tables.js'

/**
 * The id of a message that is made from a conversation: the same for every run (design 3.4). A BLOB id is spelt out: as
 * text it could be the id of another conversation.
 */
export const messageIdSql = (part: 'question' | 'answer') =>
  `'msg_' || CASE typeof(c.id) WHEN 'blob' THEN 'x''' || hex(c.id) || '''' ELSE c.id END || '_${part}'`

/** A raw id as the new database's TEXT column holds it, so that ids meet whatever their types are. */
export const textOf = (id: string) =>
  `CASE WHEN typeof(${id}) IN ('integer', 'real') THEN CAST(${id} AS TEXT) ELSE ${id} END`

/**
 * Makes the temp table `stage_summary`: what the stage outputs of each conversation sum up to, and its curator's model.
 * One pass over the stage outputs themselves, never an index that may be out of step; empty when the source has none.
 */
export function summariseStages(build: Build): void {
  const stages = build.tables.find((table): table is MappedTable => table.kind === 'mapped' && isStages(table))
  build.db.exec(`CREATE TEMP TABLE IF NOT EXISTS stage_summary
    (conversation_id PRIMARY KEY, tokens INTEGER, curator_model) WITHOUT ROWID`)
  build.db.exec('DELETE FROM temp.stage_summary')
  if (!stages) return
  const has = (column: string) => stages.columns.some(({ from }) => from.toLowerCase() === column)
  const tokens = has('tokens_used') ? `CASE WHEN typeof(s.tokens_used) = 'integer' THEN s.tokens_used END` : 'NULL'
  // total() cannot overflow, sum() can; tokens beyond 2^53 are no tokens.
  build.db.exec(`INSERT INTO temp.stage_summary
    SELECT ${textOf('s.conversation_id')} AS owner, CASE WHEN count(${tokens}) > 0 THEN CAST(total(${tokens}) AS INTEGER) END,
      max(CASE WHEN lower(s.stage_name) = 'curator' THEN s.model END)
    FROM ${stages.from} AS s NOT INDEXED WHERE s.conversation_id IS NOT NULL
    GROUP BY owner COLLATE BINARY`)
}

/** Whether a table holds stage outputs alone; messages of which some are one have no such columns. */
function isStages({ target, columns }: MappedTable): boolean {
  const brings = (column: string) => columns.some(({ from, to }) => to === column && from.toLowerCase() === column)
  return target === 'stage_outputs' && ['conversation_id', 'stage_name', 'model'].every(brings)
}

/**
 * Makes what every conversation has in the new Hive (design 4): the question and the final answer as messages, and the
 * row by which the app's dashboard counts it. Nothing is made from a missing text.
 */
export function conversationRows(build: Build): AfterRows {
  const { db } = build
  // Question and answer stand side by side, so that rows of one conversation share pages.
  const messages = db.prepare(`
    INSERT INTO main.messages (id, conversation_id, role, content, stage, model_used, parent_message_id, timestamp)
    SELECT CASE part WHEN 0 THEN ${messageIdSql('question')} ELSE ${messageIdSql('answer')} END, c.id,
      CASE part WHEN 0 THEN 'user' ELSE 'assistant' END,
      CASE part WHEN 0 THEN c.question ELSE c.final_answer END,
      CASE part WHEN 1 THEN 'curator' END,
      CASE part WHEN 1 THEN summary.curator_model END,
      CASE WHEN part = 1 AND c.question IS NOT NULL THEN ${messageIdSql('question')} END,
      c.created_at
    FROM main.conversations AS c
    LEFT JOIN temp.stage_summary AS summary ON summary.conversation_id = c.id
    CROSS JOIN (SELECT 0 AS part UNION ALL SELECT 1)
    WHERE c.rowid > ? AND CASE part WHEN 0 THEN c.question ELSE c.final_answer END IS NOT NULL`)
  const usage = db.prepare(`
    INSERT INTO main.conversation_usage (user_id, conversation_id, timestamp)
    SELECT '${dashboardUser}', c.id, c.created_at FROM main.conversations AS c WHERE c.rowid > ? ORDER BY c.rowid`)
  return (rowidBefore) => {
    messages.run(rowidBefore)
    usage.run(rowidBefore)
  }
}

/** One knowledge row for each conversation that brought none (design 4); needs the unique index on conversation_id. */
export const deriveKnowledgeSql = `
  INSERT INTO main.knowledge_conversations
    (id, conversation_id, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated)
  SELECT 'kc_' || c.id, c.id, c.question, c.final_answer, c.source_of_truth, c.conversation_context, c.profile_id,
    c.created_at, c.last_updated
  FROM main.conversations AS c
  WHERE %RANGE% AND NOT EXISTS (SELECT 1 FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id)
  ORDER BY c.rowid`
