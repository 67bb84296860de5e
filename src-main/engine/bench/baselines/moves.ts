/** What every baseline moves: the tables of a known source, column by column, as the engine's own plan maps them. */
import { HiveError } from '../../errors.js'
import { isMoment, planTables, type MappedTable } from '../../plan/tables.js'
import { recognise } from '../../sources/recognise.js'
import { tablesOf } from '../../sqlite/introspect.js'
import { attach, countTable, openReadonly, openWritable, type Connection } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import { columnsOf } from '../../target/schema/index.js'

export type Move = {
  /** The source table's name. */
  name: string
  /** The source table as qualified SQL; its rows are `s`. */
  from: string
  target: string
  /** Target columns and the SQL over `s` that fills them. */
  columns: { to: string; sql: string }[]
  /** Target columns that come from the sums over the stage outputs: the summary's column. */
  summary: { to: string; column: string }[]
  /** The source's key column and rowid, by name. */
  key: string
  rowid: string
  /** The source's column to page by, as the old converter did, or its rowid. */
  pageBy: string
  /** Conversations bring further rows along: two messages, one usage row, one knowledge row. */
  conversations: boolean
  /** The rows that have a place, as a condition on `s`. */
  where: string
  rows: number
}

/** The user under whom the shipped app counts usage (facts T17). */
export const usageUser = '3034c561-e193-4968-a575-f1b165d31a5b'

/**
 * A connection that reads `source` (a private copy: an attached file can be written) under the alias `old`, with the temp
 * table `stage_summary(conversation_id, tokens, curator_model)`. Throws HM-SOURCE-UNKNOWN-SHAPE.
 */
export function openSource(source: string, main = ':memory:'): { db: Connection; moves: Move[] } {
  const db = openWritable(main)
  try {
    // Only databases of one encoding can be attached to each other.
    db.pragma(`main.encoding = '${encodingOf(source)}'`)
    attach(db, source, 'old')
    return { db, moves: movesOf(db) }
  } catch (error) {
    db.close()
    throw error
  }
}

function encodingOf(path: string): string {
  const db = openReadonly(path)
  try {
    return String(db.pragma('encoding', { simple: true }))
  } finally {
    db.close()
  }
}

function movesOf(db: Connection): Move[] {
  const recognition = recognise(tablesOf(db, 'old'))
  if (!recognition) throw new HiveError('HM-SOURCE-UNKNOWN-SHAPE', 'The measured database is of no known shape.')
  // A table without a rowid cannot be paged by it: the baselines leave it out.
  const tables = planTables(recognition)
    .filter((table) => table.kind === 'mapped')
    .filter(({ rowid }) => rowid !== '')
  summarise(
    db,
    tables.find(({ target }) => target === 'stage_outputs'),
  )
  return tables.map((table) => moveOf(db, table))
}

function moveOf(db: Connection, table: MappedTable): Move {
  const { name, from, target, rowid } = table
  const isSummary = (sql: string) => sql.startsWith('summary.')
  const names = table.columns.map((column) => column.from.toLowerCase())
  return {
    ...{ name, from, target, rowid, key: table.key.from },
    columns: [
      ...table.columns.map((column) => ({ to: column.to, sql: `s.${quoteName(column.from)}` })),
      ...table.derived.filter(({ sql }) => !isSummary(sql)).map(({ to, sql }) => ({ to, sql })),
      ...unsaid(table),
    ],
    summary: table.derived
      .filter(({ sql }) => isSummary(sql))
      .map(({ to, sql }) => ({ to, column: sql.slice('summary.'.length) })),
    pageBy: names.includes('created_at') ? 's.created_at' : `s.${rowid}`,
    conversations: target === 'conversations',
    where: `s.${quoteName(table.key.from)} IS NOT NULL${chosen(table)}${onePer(table)}`,
    rows: countTable(db, from),
  }
}

/** Moments that the source does not tell stay unknown. */
function unsaid(table: MappedTable): Move['columns'] {
  const said = new Set([...table.columns, ...table.derived].map(({ to }) => to))
  return columnsOf(table.target)
    .filter(({ name }) => isMoment(name) && !said.has(name))
    .map(({ name }) => ({ to: name, sql: 'NULL' }))
}

/** Which of the rows go there at all. */
function chosen({ rows, aside }: MappedTable): string {
  return `${rows && ` AND (${rows})`}${aside ? ` AND NOT coalesce((${aside.rows}), 0)` : ''}`
}

/** Where the target takes one row per value: the newest. */
function onePer({ onePer: rule, from, rowid }: MappedTable): string {
  if (!rule) return ''
  const [column, newest] = [quoteName(rule.column), quoteName(rule.newestBy)]
  return ` AND s.${rowid} IN (SELECT rid FROM (SELECT ${rowid} AS rid, row_number() OVER
    (PARTITION BY ${column} ORDER BY ${newest} DESC, ${rowid} DESC) AS place FROM ${from}) WHERE place = 1)`
}

function summarise(db: Connection, stages: MappedTable | undefined): void {
  db.exec(`CREATE TEMP TABLE stage_summary (conversation_id PRIMARY KEY, tokens INTEGER, curator_model) WITHOUT ROWID`)
  if (!stages) return
  const said = (name: string) => {
    const column = stages.columns.find(({ to }) => to === name)
    return column ? `s.${quoteName(column.from)}` : 'NULL'
  }
  db.exec(`INSERT INTO temp.stage_summary
    SELECT ${said('conversation_id')}, sum(${said('tokens_used')}),
      max(CASE WHEN lower(${said('stage_name')}) = 'curator' THEN ${said('model')} END)
    FROM ${stages.from} AS s WHERE ${said('conversation_id')} IS NOT NULL${chosen(stages)} GROUP BY 1`)
}

/** `INSERT INTO main.<target> (...)`: the head of a move's statement. */
export function insertInto(move: Move, verb = 'INSERT'): string {
  const columns = [...move.columns, ...move.summary].map(({ to }) => quoteName(to))
  return `${verb} INTO main.${move.target} (${columns.join(', ')})`
}

/** The same, to be run with one value per column. */
export function insertValues(move: Move, verb?: string): string {
  const places = [...move.columns, ...move.summary].map(() => '?')
  return `${insertInto(move, verb)} VALUES (${places.join(', ')})`
}
