/** The new database as a program makes it that knows nothing of bulk loading: everything is there before the first row. */
import { openWritable, type Connection } from '../../sqlite/open.js'
import { pageBytes } from '../../target/create.js'
import { createIndexesSql, createSearchSql, createTablesSql, createTriggersSql } from '../../target/schema/index.js'
import { usageUser, type Move } from './moves.js'

/** Opens `target` with tables, indexes, search and triggers, and SQLite's own defaults for safety and caches. */
export function openComplete(target: string, foreignKeys: boolean): Connection {
  const db = openWritable(target)
  // A page is as large as in ours, so that what is compared is the way and not the file.
  db.pragma(`main.page_size = ${pageBytes}`)
  db.pragma(`foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`)
  db.transaction(() => {
    for (const sql of [...createTablesSql, ...createIndexesSql, ...createSearchSql, ...createTriggersSql]) db.exec(sql)
  })()
  return db
}

export type Cell = string | number | bigint | Buffer | null

/** Reads a row's place among the columns of a move; -1 where the source has no such column. */
const placesOf = (move: Move) => (name: string) => move.columns.findIndex(({ to }) => to === name)

/**
 * The further rows of a conversation, one statement each (design 4). Answers a function of the conversation's row and its
 * curator's model; the knowledge row is for a conversation that brings none.
 */
export function derivedRows(db: Connection, move: Move, verb: 'INSERT' | 'INSERT OR REPLACE') {
  const message = db.prepare(`${verb} INTO main.messages
    (id, conversation_id, role, content, stage, model_used, parent_message_id, timestamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const usage = db.prepare(
    `INSERT INTO main.conversation_usage (user_id, conversation_id, timestamp) VALUES ('${usageUser}', ?, ?)`,
  )
  const knowledge = db.prepare(`INSERT INTO main.knowledge_conversations (id, conversation_id, question, final_answer,
    source_of_truth, conversation_context, profile_id, created_at, last_updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const place = placesOf(move)
  const names = ['question', 'final_answer', 'source_of_truth', 'conversation_context', 'profile_id', 'created_at']
  const [id, ...further] = ['id', ...names, 'last_updated'].map(place)
  return (row: Cell[], curator: Cell, hasKnowledge: boolean) => {
    const at = (index: number | undefined) => row[index ?? -1] ?? null
    const key = at(id)
    const [question, answer, created] = [at(further[0]), at(further[1]), at(further[5])]
    const [asked, answered] = [`msg_${String(key)}_question`, `msg_${String(key)}_answer`]
    if (question !== null) message.run(asked, key, 'user', question, null, null, null, created)
    if (answer !== null) {
      message.run(answered, key, 'assistant', answer, 'curator', curator, question === null ? null : asked, created)
    }
    usage.run(key, created)
    if (!hasKnowledge) knowledge.run(`kc_${String(key)}`, key, ...further.map(at))
  }
}
