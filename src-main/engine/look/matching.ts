/** Which conversations have the words that a person looks for: by full-text search where there is one, else by LIKE. */
import type { CellReader, Row } from './cells.js'
import type { Open, OpenSide } from './open.js'
import { columnOf, findConversation, tokenOf } from './rows.js'
import { textSql } from './texts.js'
import { fullTextQuery, likePattern } from './words.js'

/** A value as a text that tells it from every other, a BLOB included. */
const exactSql = (value: string): string => `typeof(${value}) || hex(${value})`

/** The full-text query of the words, where this database can answer it; null where every row must be read instead. */
export function queryFor(reader: CellReader, side: OpenSide, words: string[]): string | null {
  const query = words.length > 0 ? fullTextQuery(words) : null
  if (query === null) return null
  try {
    // Prepared and run once: the table may be missing, or its index out of order.
    reader.prepare(`SELECT 1 FROM ${side.alias}.conversations_fts WHERE conversations_fts MATCH ? LIMIT 1`).get(query)
    return query
  } catch {
    return null
  }
}

/** Whether every word stands in the question or an answer of a row. */
export function hasWords(reader: CellReader, side: OpenSide, row: Row, words: string[]): boolean {
  const columns = ['question', 'final_answer', 'source_of_truth', 'title'].flatMap((name) => textSql(side, name) ?? [])
  if (columns.length === 0) return false
  const one = `(${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`
  const sql = `SELECT 1 FROM ${row.table} AS x WHERE ${row.where('x')} AND ${words.map(() => one).join(' AND ')}`
  const patterns = words.flatMap((word) => columns.map(() => likePattern(word)))
  return reader.prepare(sql).get(...row.parameters, ...patterns) !== undefined
}

/** Answers whether the new database's search has found the counterpart of an old row, and so listed it. */
export function foundInNew(open: Open, reader: CellReader, words: string[]): ((row: Row) => boolean) | null {
  const { old, new: now } = open
  if (!old || !now) return null
  const query = queryFor(reader, now, words)
  const ids =
    query === null
      ? null
      : new Set(
          reader
            .prepare(`SELECT ${exactSql('conversation_id')} FROM now.conversations_fts WHERE conversations_fts MATCH ?`)
            .pluck()
            .all(query),
        )
  return (row) => {
    const { new: there } = findConversation(open, reader, tokenOf(old, reader, row)) ?? { new: null }
    if (!there) return false
    if (ids === null) return hasWords(reader, now, there, words)
    const id = columnOf(now.conversations, 'id')
    const own = reader.prepare(`SELECT ${exactSql(`x.${id}`)} FROM ${there.table} AS x WHERE ${there.where('x')}`)
    return ids.has(own.pluck().get(...there.parameters))
  }
}
