import type { VerificationCheck } from '../model/index.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { isPlain } from './complete.js'

/** Texts that a conversation of several databases may be given from its messages and its row of knowledge (design 4). */
const completed = ['question', 'final_answer', 'source_of_truth']

/**
 * Rows that were made because others point to them and nobody has them (facts T8): they are there, say what they are, and
 * claim nothing else. Only true before the new app has used the file.
 */
export function placeholdersCheck(db: Connection): VerificationCheck {
  const started = performance.now()
  const allowed = isPlain(db) ? [] : completed
  const wrong = ['conversations', 'users'].flatMap((table) => {
    const count = number(
      db,
      `SELECT count(*) FROM main.migration_repairs AS p LEFT JOIN main.${table} AS t ON t.id = p.row_key
       WHERE p.table_name = ? AND p.column_name = 'id' AND p.rule = 'placeholder' AND (t.id IS NULL OR ${claims(db, table, allowed)})`,
      table,
    )
    return count > 0 ? [`${count} of ${table}`] : []
  })
  const detail =
    wrong.length === 0 ? 'what stands for missing rows claims nothing' : `not as they were made: ${wrong.join(', ')}`
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'placeholders', passed: wrong.length === 0, detail, ms }
}

const moments = ['created_at', 'updated_at', 'last_updated']

/** A condition that the row `t` says more than a placeholder does. */
function claims(db: Connection, table: string, allowed: string[]): string {
  const columns = db.prepare(`PRAGMA main.table_info(${quoteName(table)})`).all() as {
    name: string
    dflt_value: string | null
  }[]
  const said = columns
    .filter(({ name }) => name !== 'id' && !allowed.includes(name))
    .map(({ name, dflt_value: value }) => {
      if (name === 'title') return `t.title IS NOT 'Untitled'`
      return `t.${quoteName(name)} IS NOT ${moments.includes(name) ? 'NULL' : `(${value ?? 'NULL'})`}`
    })
  return said.join(' OR ')
}
