import { textOf } from '../copy/derive.js'
import { newNumberRule } from '../copy/repairs.js'
import type { MappedTable } from '../plan/tables.js'
import { findTable, type Table } from '../sqlite/introspect.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { CellReader, Row } from './cells.js'
import type { Open, OpenSide } from './open.js'

/** `was.name`, as SQL. */
export const qualified = (side: OpenSide, table: Table): string => `${side.alias}.${quoteName(table.name)}`

/** A row by the column that is read back as `found`: a rowid, or the key of a table without one, spelt as hex. */
export function rowBy(side: OpenSide, table: Table, found: unknown): Row {
  return { table: qualified(side, table), where: (alias) => `${foundSql(table, alias)} = ?`, parameters: [found] }
}

/** What tells a row of a table apart, as SQL over an alias; for `rowBy`. */
export function foundSql(table: Table, alias: string): string {
  if (table.rowid !== null) return `${alias}.${table.rowid}`
  const keys = table.columns.filter(({ keyPosition }) => keyPosition > 0)
  return keys
    .map(({ name }) => `typeof(${alias}.${quoteName(name)}) || hex(${alias}.${quoteName(name)})`)
    .join(` || ',' || `)
}

/** Where a conversation is: its row on each side that has it. */
export type Found = { old: Row | null; new: Row | null }

/** A column of a table by its name without regard to case, quoted; null when there is none. */
export function columnOf(table: Table, name: string): string | null {
  const column = table.columns.find((each) => each.name.toLowerCase() === name)
  return column ? quoteName(column.name) : null
}

const idOf = (table: Table): string => columnOf(table, 'id') ?? 'NULL'

/** The key that the migration gives a row without one, as SQL over an alias: it is made of the row's place (facts T7). */
export const madeKeySql = (table: Table, alias: string): string =>
  table.rowid === null ? 'NULL' : `(${quoteText(`row_${table.name}_`)} || ${alias}.${table.rowid})`

/** The id of a conversation as the new database holds it, as SQL over an alias. */
export function storedIdSql({ alias: side, conversations }: OpenSide, alias: string): string {
  const id = textOf(`${alias}.${idOf(conversations)}`)
  return side === 'was' ? `coalesce(${id}, ${madeKeySql(conversations, alias)})` : id
}

/** Whether the row `alias` of the old conversations was set aside, as SQL: another row may have its id then. */
export function setAsideSql(open: Open, side: OpenSide, alias: string): string {
  const { conversations } = side
  if (!open.new || conversations.rowid === null || !findTable(open.new.tables, 'migration_quarantine')) return '0'
  return `EXISTS (SELECT 1 FROM now.migration_quarantine AS q WHERE q.table_name = ${quoteText(conversations.name)}
    AND q.column_name = ${quoteText(columnName(conversations, 'id'))} AND q.row_key = ${alias}.${conversations.rowid}
    AND q.source = ${quoteText(side.origin)})`
}

const columnName = (table: Table, name: string): string =>
  table.columns.find((each) => each.name.toLowerCase() === name)?.name ?? name

/** The form of an id that leaves the engine: its bytes, or for long and missing ones the row's number on its side. */
function tokenSql(side: OpenSide, alias: string): string {
  const { conversations } = side
  const id = textOf(`${alias}.${idOf(conversations)}`)
  const byRow =
    conversations.rowid === null ? 'NULL' : `'${side.alias === 'was' ? 'o' : 'n'}' || ${alias}.${conversations.rowid}`
  const bySideRow = side.alias === 'was' && conversations.rowid !== null
  return `CASE WHEN ${bySideRow ? '0' : '1'} AND typeof(${id}) IN ('text', 'blob') AND octet_length(${id}) <= 500
    THEN substr(typeof(${id}), 1, 1) || lower(hex(${id})) ELSE ${byRow} END`
}

/** The token of a row; '' where nothing tells it apart. */
export function tokenOf(side: OpenSide, reader: CellReader, row: Row): string {
  const sql = `SELECT ${tokenSql(side, 'x')} FROM ${row.table} AS x WHERE ${row.where('x')}`
  const token = reader
    .prepare(sql)
    .pluck()
    .get(...row.parameters)
  return typeof token === 'string' ? token : ''
}

/** Finds a conversation by its token on both sides; null when neither has it. */
export function findConversation(open: Open, reader: CellReader, token: string): Found | null {
  const kind = token.slice(0, 1)
  const found: Found = { old: null, new: null }
  if (kind === 't' || kind === 'b') {
    const id = Buffer.from(token.slice(1), 'hex')
    const sql = kind === 't' ? 'CAST(? AS TEXT)' : '?'
    found.old = open.old && byId(open.old, reader, sql, [id])
    found.new = open.new && byId(open.new, reader, sql, [id])
  } else {
    const [mine, other] = kind === 'o' ? (['old', 'new'] as const) : (['new', 'old'] as const)
    const side = open[mine]
    const row = side && rowBy(side, side.conversations, BigInt.asIntN(64, BigInt(token.slice(1))))
    if (
      !side ||
      !row ||
      !reader.prepare(`SELECT 1 FROM ${row.table} AS x WHERE ${row.where('x')}`).get(...row.parameters)
    )
      return null
    found[mine] = row
    const there = isSetAside(open, side, reader, row) ? null : open[other]
    const id = `(SELECT ${storedIdSql(side, 'x')} FROM ${row.table} AS x WHERE ${row.where('x')})`
    found[other] = there && byId(there, reader, id, row.parameters)
  }
  return found.old || found.new ? found : null
}

function isSetAside(open: Open, side: OpenSide, reader: CellReader, row: Row): boolean {
  if (side.alias === 'now') return false
  const sql = `SELECT 1 FROM ${row.table} AS x WHERE ${row.where('x')} AND ${setAsideSql(open, side, 'x')}`
  return reader.prepare(sql).get(...row.parameters) !== undefined
}

/** By the index of the id; where the id is no text on this side, by every row. */
function byId(side: OpenSide, reader: CellReader, id: string, parameters: readonly unknown[]): Row | null {
  const table = side.conversations
  const from = `SELECT ${foundSql(table, 'c')} AS found FROM ${qualified(side, table)} AS c WHERE`
  const own = `c.${idOf(table)}`
  const first = reader.prepare(`${from} ${own} = ${id} COLLATE BINARY LIMIT 1`).get(...parameters)
  const row =
    first ?? reader.prepare(`${from} ${storedIdSql(side, 'c')} = ${id} COLLATE BINARY LIMIT 1`).get(...parameters)
  return row ? rowBy(side, table, (row as { found: unknown }).found) : null
}

/** Rows of a table that belong to a conversation, in their order; one more than `most` when there are more. */
export function rowsOf(
  side: OpenSide,
  reader: CellReader,
  conversation: Row,
  tableName: string,
  most: number,
  /** A condition on the row, as a planned table says it: over `s`. */
  chosen = '',
): Row[] {
  const table = findTable(side.tables, tableName)
  const owned = table && ownedBy(side, table, conversation)
  if (!table || !owned) return []
  const order = table.columns.some(({ name }) => name.toLowerCase() === 'stage_number') ? 'c.stage_number, ' : ''
  const rows = reader
    .prepare(
      `SELECT ${foundSql(table, 'c')} AS found FROM ${qualified(side, table)} AS c
       WHERE ${owned} ${chosen === '' ? '' : `AND ${chosen.replaceAll(/\bs\./g, 'c.')}`} ORDER BY ${order}1 LIMIT ${most + 1}`,
    )
    .all(...conversation.parameters) as { found: unknown }[]
  return rows.map(({ found }) => rowBy(side, table, found))
}

/** The condition by which a row `c` belongs to a conversation; null for a table that has none. */
function ownedBy(side: OpenSide, table: Table, conversation: Row): string | null {
  const has = (column: string) => table.columns.some(({ name }) => name.toLowerCase() === column)
  const ids = `(SELECT x.${idOf(side.conversations)} FROM ${conversation.table} AS x WHERE ${conversation.where('x')})`
  const owner = ['conversation_id', 'child_conversation_id'].find(has)
  if (owner) return `c.${owner} IN ${ids}`
  const stages = findTable(side.tables, 'stage_outputs')
  if (!has('stage_output_id') || !stages) return null
  return `c.stage_output_id IN (SELECT s.id FROM ${qualified(side, stages)} AS s WHERE s.conversation_id IN ${ids})`
}

/**
 * The row of the new database that an old row became; null when there is none. A row whose number was taken has another one
 * there: the migration's record says which.
 */
export function counterpart(open: Open, reader: CellReader, mapped: MappedTable, row: Row): Row | null {
  const side = open.new
  const table = side && findTable(side.tables, mapped.target)
  const key = table?.columns.find(({ name }) => name.toLowerCase() === mapped.key.to.toLowerCase())
  if (!side || !table || !key || !open.old) return null
  const from = `x.${quoteName(mapped.key.from)}`
  const stored =
    key.affinity === 'TEXT'
      ? `coalesce(${textOf(from)}, ${madeKeySql(mapped.table, 'x')})`
      : newNumberSql(side, mapped, open.old.origin, from)
  const found = reader
    .prepare(
      `SELECT ${foundSql(table, 'c')} AS found FROM ${row.table} AS x
       JOIN ${qualified(side, table)} AS c ON c.${quoteName(key.name)} = ${stored} COLLATE BINARY WHERE ${row.where('x')} LIMIT 1`,
    )
    .get(...row.parameters) as { found: unknown } | undefined
  return found ? rowBy(side, table, found.found) : null
}

/** The number that a row has in the new database, by the newest record of a change, as SQL. */
function newNumberSql(side: OpenSide, mapped: MappedTable, origin: string, from: string): string {
  if (!findTable(side.tables, 'migration_repairs')) return from
  return `coalesce((SELECT r.after FROM now.migration_repairs AS r WHERE r.table_name = ${quoteText(mapped.name)}
    AND r.column_name = ${quoteText(mapped.key.from)} AND r.row_key IS ${from} AND r.rule = ${quoteText(newNumberRule)}
    AND r.source = ${quoteText(origin)} ORDER BY r.id DESC LIMIT 1), ${from})`
}
