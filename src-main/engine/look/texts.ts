import { findTable } from '../sqlite/introspect.js'
import type { CellReader, Row } from './cells.js'
import type { OpenSide } from './open.js'
import { columnOf, qualified } from './rows.js'
import { describeValue, limits, type RawValue } from './value.js'

/** The beginning of a text of a row, as a list shows it; nothing where there is none. */
export function beginningOf(reader: CellReader, side: OpenSide, row: Row, name: string): string {
  const value = textSql(side, name)
  if (value === null) return ''
  const raw = reader
    .prepare(
      `SELECT typeof(${value}) AS type, coalesce(octet_length(${value}), 0) AS bytes,
         CASE typeof(${value}) WHEN 'text' THEN substr(CAST(${value} AS BLOB), 1, ${limits.list}) WHEN 'blob' THEN NULL ELSE ${value} END AS head
       FROM ${row.table} AS x WHERE ${row.where('x')}`,
    )
    .get(...row.parameters) as RawValue | undefined
  if (!raw) return ''
  const { type, excerpt, bytes, cut } = describeValue(raw)
  return type === 'blob' ? `BLOB of ${bytes} bytes` : `${excerpt}${cut ? '…' : ''}`
}

/**
 * A text of the conversation `x`, as SQL: its own column or, for an old Hive whose conversations have none (facts 1.7.1),
 * what its row of knowledge says, else its first question and its last answer. Null where there is nothing to say.
 */
export function textSql(side: OpenSide, name: string): string | null {
  const own = columnOf(side.conversations, name)
  if (own) return `x.${own}`
  const id = columnOf(side.conversations, 'id')
  if (!id) return null
  const places = [knowledge(side, name, id), message(side, name, id)].filter((place) => place !== null)
  return places.length === 0 ? null : `coalesce(${[...places, 'NULL'].join(', ')})`
}

function knowledge(side: OpenSide, name: string, id: string): string | null {
  const table = findTable(side.tables, 'knowledge_conversations')
  const [owner, text] = table ? [columnOf(table, 'conversation_id'), columnOf(table, name)] : []
  if (!table || !owner || !text) return null
  return `(SELECT k.${text} FROM ${qualified(side, table)} AS k WHERE k.${owner} = x.${id} LIMIT 1)`
}

function message(side: OpenSide, name: string, id: string): string | null {
  const table = findTable(side.tables, 'messages') ?? findTable(side.tables, 'conversation_messages')
  const role = { question: 'user', final_answer: 'assistant' }[name]
  if (!table || role === undefined) return null
  const [owner, said, content] = ['conversation_id', 'role', 'content'].map((column) => columnOf(table, column))
  if (!owner || !said || !content) return null
  const order = role === 'user' ? 'ASC' : 'DESC'
  return `(SELECT m.${content} FROM ${qualified(side, table)} AS m WHERE m.${owner} = x.${id} AND m.${said} = '${role}'
    ORDER BY m.rowid ${order} LIMIT 1)`
}
