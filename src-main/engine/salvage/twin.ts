import type { Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { Take } from './walk.js'

/**
 * Makes a table of the twin and answers how rows get into it: the damaged one's columns without types or constraints, so
 * that every cell stays what it was. `rowidAlias` is the column that is the rowid itself, if any.
 */
export function makeTwinTable(db: Connection, table: Table, rowidAlias: string | null): Take {
  const { name, columns, rowid } = table
  db.exec(createSql(table, rowidAlias))
  // A rowid that is a column is written by that column.
  const key = rowid === null || rowidAlias !== null ? [] : [rowid]
  const names = [...key, ...columns.map((column) => quoteName(column.name))]
  const values = [...key.map(() => '?'), ...columns.map(() => `CASE ? WHEN 'text' THEN CAST(? AS TEXT) ELSE ? END`)]
  const insert = db.prepare(
    `INSERT OR IGNORE INTO main.${quoteName(name)} (${names.join(', ')}) VALUES (${values.join(', ')})`,
  )
  return (row) => {
    const cells = row.cells.flatMap(({ type, value }) => [type, value, value])
    return insert.run(...(key.length > 0 ? [row.rowid] : []), ...cells).changes > 0
  }
}

function createSql({ name, columns, withoutRowid }: Table, rowidAlias: string | null): string {
  const keys = columns.filter(({ keyPosition }) => keyPosition > 0).sort((a, b) => a.keyPosition - b.keyPosition)
  const declared = columns.map((column) =>
    column.name === rowidAlias ? `${quoteName(column.name)} INTEGER PRIMARY KEY` : quoteName(column.name),
  )
  const key = withoutRowid ? [`PRIMARY KEY (${keys.map((column) => quoteName(column.name)).join(', ')})`] : []
  return `CREATE TABLE main.${quoteName(name)} (${[...declared, ...key].join(', ')})${withoutRowid ? ' WITHOUT ROWID' : ''}`
}
