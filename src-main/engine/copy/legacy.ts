import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/** The name of the column that keeps the source's rowid: a key that VACUUM does not change. */
export function rowidColumn(columns: string[]): string {
  const taken = new Set(columns.map((column) => column.toLowerCase()))
  for (let name = 'hm_rowid'; ; name += '_') if (!taken.has(name)) return name
}

/** Makes a table for values without a place, in columns without a type (design 4); answers the name of its key. */
export function makeLegacy(db: Connection, legacy: string, columns: string[]): string {
  const key = rowidColumn(columns)
  const names = columns.map(quoteName).join(', ')
  db.exec(`CREATE TABLE IF NOT EXISTS main.${quoteName(legacy)} (${quoteName(key)} INTEGER PRIMARY KEY, ${names})`)
  return key
}

/** The columns of a legacy table, and the same of the raw row `s`. */
export function legacyColumns(columns: string[]): { names: string; values: string } {
  return {
    names: columns.map(quoteName).join(', '),
    values: columns.map((column) => `s.${quoteName(column)}`).join(', '),
  }
}
