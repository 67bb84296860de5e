/** The floor: one INSERT ... SELECT per table, nothing checked, nothing resumable. Same rows, indexes and search. */
import {
  createIndexesSql,
  createSearchSql,
  createTablesSql,
  createTriggersSql,
  fillSearchSql,
} from '../../target/schema/index.js'
import { pageBytes } from '../../target/create.js'
import type { BaselineResult } from './index.js'
import { insertInto, openSource, usageUser, type Move } from './moves.js'

/**
 * Moves `source` into the new file `target` in one transaction, with the durability that SQLite has by itself (one fsync
 * of it all at the end) and foreign keys off.
 */
export function bareCopy(source: string, target: string): BaselineResult {
  const started = performance.now()
  const { db, moves } = openSource(source, target)
  try {
    db.pragma('foreign_keys = OFF')
    db.pragma(`main.page_size = ${pageBytes}`)
    db.pragma('main.cache_size = -65536')
    for (const sql of createTablesSql) db.exec(sql)
    db.transaction(() => {
      for (const move of moves) db.exec(moveSql(move))
      if (moves.some(({ conversations }) => conversations)) for (const sql of derivedSql) db.exec(sql)
      for (const sql of [...createIndexesSql, ...createSearchSql, ...fillSearchSql, ...createTriggersSql]) db.exec(sql)
    })()
  } finally {
    db.close()
  }
  return { ms: performance.now() - started, rows: moves.reduce((sum, { rows }) => sum + rows, 0), share: 1 }
}

function moveSql(move: Move): string {
  const values = [...move.columns.map(({ sql }) => sql), ...move.summary.map(({ column }) => `summary.${column}`)]
  const summary =
    move.summary.length > 0 ? 'LEFT JOIN temp.stage_summary AS summary ON summary.conversation_id = s.id' : ''
  return `${insertInto(move)} SELECT ${values.join(', ')} FROM ${move.from} AS s ${summary} WHERE ${move.where}`
}

/** What every conversation has in the new Hive (design 4). */
const derivedSql = [
  `INSERT INTO main.messages (id, conversation_id, role, content, stage, model_used, parent_message_id, timestamp)
   SELECT CASE part WHEN 0 THEN 'msg_' || c.id || '_question' ELSE 'msg_' || c.id || '_answer' END, c.id,
     CASE part WHEN 0 THEN 'user' ELSE 'assistant' END, CASE part WHEN 0 THEN c.question ELSE c.final_answer END,
     CASE part WHEN 1 THEN 'curator' END, CASE part WHEN 1 THEN summary.curator_model END,
     CASE WHEN part = 1 AND c.question IS NOT NULL THEN 'msg_' || c.id || '_question' END, c.created_at
   FROM main.conversations AS c
   LEFT JOIN temp.stage_summary AS summary ON summary.conversation_id = c.id
   CROSS JOIN (SELECT 0 AS part UNION ALL SELECT 1)
   WHERE CASE part WHEN 0 THEN c.question ELSE c.final_answer END IS NOT NULL`,
  `INSERT INTO main.conversation_usage (user_id, conversation_id, timestamp)
   SELECT '${usageUser}', id, created_at FROM main.conversations`,
  `CREATE UNIQUE INDEX IF NOT EXISTS main.idx_knowledge_conversations_conv ON knowledge_conversations (conversation_id)`,
  `INSERT INTO main.knowledge_conversations (id, conversation_id, question, final_answer, source_of_truth,
     conversation_context, profile_id, created_at, last_updated)
   SELECT 'kc_' || id, id, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated
   FROM main.conversations AS c
   WHERE NOT EXISTS (SELECT 1 FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id)`,
]
