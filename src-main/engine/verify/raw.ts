import type { Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { RawTable } from './ranges.js'

/**
 * Where to read the raw rows of a table. One without a readable rowid is read into a temp table in the order of its key,
 * which is how its rows were numbered when they were carried or set aside.
 */
export function rawTable(db: Connection, table: Table): RawTable {
  if (table.rowid !== null) return { from: `old.${quoteName(table.name)}`, rowid: table.rowid }
  const names = table.columns.map(({ name }) => name.toLowerCase())
  let key = 'hm_rowid'
  while (names.includes(key)) key += '_'
  const numbered = quoteName(`numbered_${table.name}`)
  const columns = table.columns.map(({ name }) => quoteName(name)).join(', ')
  const order = table.columns
    .filter(({ keyPosition }) => keyPosition > 0)
    .sort((a, b) => a.keyPosition - b.keyPosition)
    .map(({ name }) => `${quoteName(name)} COLLATE BINARY`)
  db.exec(`DROP TABLE IF EXISTS temp.${numbered}`)
  db.exec(`CREATE TEMP TABLE ${numbered} (${quoteName(key)} INTEGER PRIMARY KEY, ${columns})`)
  db.exec(`INSERT INTO temp.${numbered} (${columns}) SELECT ${columns} FROM old.${quoteName(table.name)}
    ${order.length > 0 ? `ORDER BY ${order.join(', ')}` : ''}`)
  return { from: `temp.${numbered}`, rowid: quoteName(key) }
}
