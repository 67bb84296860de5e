/** The conversations of one database that a list may show, newest first. */
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { CellReader } from './cells.js'
import type { Cursor } from './cursor.js'
import type { Open, OpenSide } from './open.js'
import { columnOf, foundSql, qualified, setAsideSql, storedIdSql } from './rows.js'

/**
 * Up to here a list is sorted by the moment. Above it, rows come from the last written to the first, which costs nothing:
 * in the old database the moment stands behind the texts, and sorting would read them all.
 */
const sorted = { rows: 200_000, bytes: 512 << 20 }

/** A row, as `rowBy` finds it again, and what it is sorted by. */
type Hit = { hm_row: bigint | string; hm_moment: string | null }

type Wanted = {
  /** A full-text query that the rows must answer; null for all rows. */
  query: string | null
  after: Cursor['from']
  /** Only what the other database lacks, or only what it has, too. */
  and: 'only here' | 'in both' | null
}

/** The rows are read one by one, as they are asked for. */
export function hitsOf(
  open: Open,
  reader: CellReader,
  side: OpenSide,
  { query, after, and }: Wanted,
): IterableIterator<Hit> {
  const table = side.conversations
  const created = columnOf(table, 'created_at')
  const moment =
    created && isSorted(open, side)
      ? `CASE WHEN octet_length(c.${created}) <= 60 THEN lower(hex(CAST(c.${created} AS TEXT))) END`
      : 'NULL'
  const conditions: string[] = []
  const parameters: unknown[] = []
  if (query !== null) {
    conditions.push(
      `c.${columnOf(table, 'id')} IN (SELECT conversation_id FROM ${side.alias}.conversations_fts WHERE conversations_fts MATCH ?)`,
    )
    parameters.push(query)
  }
  if (and === 'only here') conditions.push(onlyOldSql(open, side))
  if (and === 'in both') conditions.push(inOldSql(open, side))
  if (after) {
    conditions.push(`(coalesce(hm_moment, ''), hm_row) < (?, ?)`)
    parameters.push(after.moment ?? '', after.row)
  }
  return reader
    .prepare(
      `SELECT ${foundSql(table, 'c')} AS hm_row, ${moment} AS hm_moment FROM ${qualified(side, table)} AS c
       ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY coalesce(hm_moment, '') DESC, hm_row DESC`,
    )
    .iterate(...parameters) as IterableIterator<Hit>
}

/** Rows of the new database that the old one has, too. */
function inOldSql(open: Open, side: OpenSide): string {
  const { old } = open
  if (!old) return '0'
  return `EXISTS (SELECT 1 FROM ${qualified(old, old.conversations)} AS o WHERE ${storedIdSql(old, 'o')} = c.${columnOf(side.conversations, 'id')} COLLATE BINARY)`
}

/** Old rows that the new database does not have, or has set aside. */
function onlyOldSql(open: Open, side: OpenSide): string {
  const now = open.new?.conversations
  const there = now
    ? `EXISTS (SELECT 1 FROM now.${quoteName(now.name)} AS n WHERE n.${columnOf(now, 'id')} = ${storedIdSql(side, 'c')} COLLATE BINARY)`
    : '0'
  return `(NOT ${there} OR ${setAsideSql(open, side, 'c')})`
}

function isSorted({ db }: Open, side: OpenSide): boolean {
  const { alias, conversations } = side
  if (conversations.rowid === null) return true
  const pages = number(db, `SELECT page_count FROM pragma_page_count('${alias}')`)
  const size = number(db, `SELECT page_size FROM pragma_page_size('${alias}')`)
  if (alias === 'was') return pages * size <= sorted.bytes
  return number(db, `SELECT count(*) FROM ${qualified(side, conversations)}`) <= sorted.rows
}
