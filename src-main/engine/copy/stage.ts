import type { Build } from './build.js'
import { rowidColumn } from './legacy.js'
import { quoteName } from '../sqlite/quote.js'

/**
 * Gives tables without a readable rowid (WITHOUT ROWID, or columns that take all three names) a temp table that has one,
 * in the order of their key and in columns without a type: values stay as they are. Such tables are rare and small.
 */
export function stageTables(build: Pick<Build, 'db' | 'tables' | 'prefix'>): void {
  for (const planned of build.tables.filter((table) => table.rowid === '')) {
    const names = planned.table.columns.map(({ name }) => name)
    const key = quoteName(rowidColumn(names))
    const staged = quoteName(`staged_${build.prefix}${planned.name}`)
    const columns = names.map(quoteName).join(', ')
    const keys = planned.table.columns.filter(({ keyPosition }) => keyPosition > 0)
    const order = [...keys]
      .sort((a, b) => a.keyPosition - b.keyPosition)
      .map(({ name }) => `${quoteName(name)} COLLATE BINARY`)
    if (
      !build.db.prepare('SELECT 1 FROM temp.sqlite_schema WHERE name = ?').get(`staged_${build.prefix}${planned.name}`)
    ) {
      build.db.exec(`CREATE TEMP TABLE ${staged} (${key} INTEGER PRIMARY KEY, ${columns})`)
      build.db.exec(`INSERT INTO temp.${staged} (${columns}) SELECT ${columns} FROM ${planned.from}
      ${order.length > 0 ? `ORDER BY ${order.join(', ')}` : ''}`)
    }
    planned.from = `temp.${staged}`
    planned.rowid = key
  }
}
