import type { Build, Step } from './build.js'
import { inBatches, rangeStatement } from './batches.js'
import { readCheckpoint, writeCheckpoint } from './checkpoints.js'
import { deriveKnowledgeSql, messageIdSql } from './derive.js'
import { keptStep } from './keep.js'
import { dashboardUser } from '../sources/dashboard-user.js'

/**
 * What every conversation has in the new Hive (design 4), made from what all sources brought together: texts, a title, a
 * row of knowledge, messages, and the row by which the app's dashboard counts it. Nothing that is there is changed. The
 * plus signs keep SQLite at the index of the conversation: by a role it would go through all messages for each one.
 */
export const completeSteps: Step[] = [
  fromConversations('complete:texts', 'Completing the conversations', [
    // The question is the first user message where no row of knowledge has it; the answer the curator's last, else the last.
    `UPDATE main.conversations AS c SET
       question = coalesce(c.question, (SELECT k.question FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id),
         (SELECT m.content FROM main.messages AS m WHERE m.conversation_id = c.id AND +m.role = 'user'
          ORDER BY m.timestamp, m.rowid LIMIT 1)),
       final_answer = coalesce(c.final_answer,
         (SELECT coalesce(k.final_answer, k.answer) FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id),
         (SELECT m.content FROM main.messages AS m WHERE m.conversation_id = c.id AND +m.role = 'assistant'
          ORDER BY lower(m.stage) IS 'curator' DESC, m.timestamp DESC, m.rowid DESC LIMIT 1),
         (SELECT o.full_output FROM main.stage_outputs AS o WHERE o.conversation_id = c.id
          ORDER BY o.stage_number DESC, o.created_at DESC, o.rowid DESC LIMIT 1)),
       source_of_truth = coalesce(c.source_of_truth,
         (SELECT k.source_of_truth FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id))
     WHERE %RANGE% AND (c.question IS NULL OR c.final_answer IS NULL OR c.source_of_truth IS NULL)`,
    `UPDATE main.conversations AS c SET title = coalesce(substr(c.question, 1, 100), 'Untitled')
     WHERE %RANGE% AND c.title IS NULL`,
  ]),
  knowledge(),
  fromConversations('complete:messages', 'Completing the messages', [
    `INSERT INTO main.messages (id, conversation_id, role, content, stage, model_used, parent_message_id, timestamp)
     SELECT CASE part WHEN 0 THEN ${messageIdSql('question')} ELSE ${messageIdSql('answer')} END, c.id,
       CASE part WHEN 0 THEN 'user' ELSE 'assistant' END,
       CASE part WHEN 0 THEN c.question ELSE c.final_answer END,
       CASE part WHEN 1 THEN 'curator' END,
       CASE part WHEN 1 THEN (SELECT max(o.model) FROM main.stage_outputs AS o
         WHERE o.conversation_id = c.id AND o.stage_name = 'curator') END,
       CASE WHEN part = 1 AND c.question IS NOT NULL THEN ${messageIdSql('question')} END,
       c.created_at
     FROM main.conversations AS c CROSS JOIN (SELECT 0 AS part UNION ALL SELECT 1)
     WHERE %RANGE% AND CASE part WHEN 0 THEN c.question ELSE c.final_answer END IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM main.messages AS m WHERE m.conversation_id = c.id
         AND +m.role = CASE part WHEN 0 THEN 'user' ELSE 'assistant' END)`,
  ]),
  fromConversations('complete:usage', 'Completing the usage', [
    `INSERT INTO main.conversation_usage (user_id, conversation_id, timestamp)
     SELECT '${dashboardUser}', c.id, c.created_at FROM main.conversations AS c
     WHERE %RANGE% AND NOT EXISTS (SELECT 1 FROM main.conversation_usage AS u
       WHERE u.conversation_id = c.id AND +u.user_id = '${dashboardUser}' AND +u.timestamp IS c.created_at) ORDER BY c.rowid`,
  ]),
]

/** One knowledge row for each conversation that brought none; by the unique index of its conversation. */
export const knowledgeStep: Step = knowledge()

function knowledge(): Step {
  return fromConversations('derive:knowledge_conversations', 'Filling the knowledge of each conversation', [
    deriveKnowledgeSql,
  ])
}

/** Conversations that the new Hive had before are not touched: they come first, and the rest after them. */
function startAfterKept(build: Build, step: string): void {
  const { lastKey } = readCheckpoint(build, keptStep('conversations'))
  const own = readCheckpoint(build, step)
  if (lastKey === null || own.lastKey !== null || own.done) return
  build.work.do(() => {
    writeCheckpoint(build, step, { lastKey, rows: 0, done: false })
  })
}

/** Statements over ranges of the new conversations, one after the other; `%RANGE%` stands for the condition on `c`. */
function fromConversations(name: string, label: string, statements: string[]): Step {
  return {
    name,
    label,
    run: async (build: Build) => {
      const all = statements.map((sql) =>
        rangeStatement(build.db, 'c.rowid', (condition) => sql.replace('%RANGE%', condition)),
      )
      startAfterKept(build, name)
      await inBatches(build, name, { from: 'main.conversations', rowid: 'rowid' }, (range) => {
        let rows = 0
        for (const prepared of all) {
          const { statement, parameters } = prepared(range)
          rows += statement.run(parameters).changes
        }
        return rows
      })
    },
  }
}
