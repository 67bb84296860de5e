import { masked } from '../look/value.js'
import type { DatabaseReport } from '../model/index.js'
import { findTable, type Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** Longer questions are left where they are: to shorten one, SQLite would read all of it. */
const mostBytes = 65_536
/** Characters of a question that a card shows. */
const shown = 160

/**
 * The newest conversation of a database, by two rows at most: the last one in an index of `created_at`, where there is
 * one, and the one that was written last (facts 2.2: most shapes have no such index). Null where nothing says it; damage
 * is another check's to report.
 */
export function newestConversation(db: Connection, tables: readonly Table[]): DatabaseReport['newest'] | null {
  const table = findTable([...tables], 'conversations')
  if (!table || table.rowid === null) return null
  try {
    const column = (name: string) => table.columns.find((each) => each.name.toLowerCase() === name)?.name
    const created = column('created_at')
    const index = created === undefined ? null : indexOf(db, table, created)
    const from = `FROM main.${quoteName(table.name)} AS c`
    const texts = ['question', 'title'].map(column).filter((name) => name !== undefined)
    const columns = `${created === undefined ? 'NULL' : `c.${quoteName(created)}`} AS created, ${textSql(texts)} AS said`
    const orders = [`${from} ORDER BY c.${table.rowid} DESC LIMIT 1`]
    if (index !== null && created !== undefined)
      orders.unshift(`${from} INDEXED BY ${quoteName(index)} ORDER BY c.${quoteName(created)} DESC LIMIT 1`)
    const found = orders.flatMap((order) => {
      const row = db.prepare(`SELECT ${columns} ${order}`).get() as { created: unknown; said: unknown } | undefined
      return row ? [{ at: momentOf(row.created), question: questionOf(row.said) }] : []
    })
    const [first] = found.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
    return first && (first.at !== null || first.question !== '') ? first : null
  } catch {
    return null
  }
}

/** A whole index that begins with the column, in SQLite's own order; null when there is none. */
function indexOf(db: Connection, table: Table, column: string): string | null {
  const indexes = db
    .prepare(`SELECT name FROM pragma_index_list(?, 'main') WHERE partial = 0`)
    .pluck()
    .all(table.name) as string[]
  const begins = db
    .prepare(
      `SELECT 1 FROM pragma_index_xinfo(?, 'main') WHERE seqno = 0 AND lower(name) = lower(?) AND coll = 'BINARY'`,
    )
    .pluck()
  return indexes.find((name) => begins.get(name, column) !== undefined) ?? null
}

function textSql(columns: readonly string[]): string {
  const each = columns.map((name) => {
    const value = `c.${quoteName(name)}`
    return `CASE WHEN typeof(${value}) = 'text' AND octet_length(${value}) <= ${mostBytes} THEN nullif(trim(substr(${value}, 1, ${4 * shown})), '') END`
  })
  return each.length === 0 ? 'NULL' : `coalesce(${[...each, 'NULL'].join(', ')})`
}

/** One line of it, with keys masked before anything is cut. */
function questionOf(said: unknown): string {
  if (typeof said !== 'string') return ''
  const line = masked(said).replaceAll(/\s+/g, ' ').trim()
  // By characters, not by the halves of one.
  const begin = new RegExp(`^.{0,${shown}}`, 'u').exec(line)?.[0] ?? ''
  return begin.length === line.length ? line : `${begin.trimEnd()}…`
}

/** ISO 8601 of a moment as old Hives wrote them: text in UTC, or seconds or milliseconds since 1970; null for others. */
function momentOf(value: unknown): string | null {
  const text = typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '' // prettier-ignore
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)
  const number = /^\d{9,14}(?:\.\d+)?$/.test(text) ? Number(text) : NaN
  const ms = date ? Date.parse(`${date[1]}T${date[2] ?? '00:00'}${date[3] ?? 'Z'}`) : number < 1e11 ? number * 1000 : number // prettier-ignore
  const moment = new Date(ms)
  const year = moment.getUTCFullYear()
  return year >= 2000 && year < 2100 ? moment.toISOString() : null
}
