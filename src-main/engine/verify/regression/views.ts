import { columnNames, findTable, type Table } from '../../sqlite/introspect.js'
import type { Connection } from '../../sqlite/open.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'

/**
 * Makes the temp views `then_<table>` and `now_<table>` for the tables that both databases have with an id; answers
 * their names. Rows in quarantine or with a repaired cell are in neither.
 */
export function makeViews(db: Connection, old: Table[], now: Table[]): Set<string> {
  const made = new Set<string>()
  for (const table of old) {
    const name = table.name.toLowerCase()
    const target = findTable(now, name)
    if (!target || table.rowid === null || !columnNames(table).has('id') || !columnNames(target).has('id')) continue
    // The app's own id of knowledge rows is another one (facts 2.5): those are compared by the data layer.
    if (name === 'knowledge_conversations') continue
    const repaired = `SELECT r.row_key FROM main.migration_repairs AS r
      WHERE r.table_name = ${quoteText(table.name)} AND r.row_key IS NOT NULL`
    db.exec(`DROP VIEW IF EXISTS temp."then_${name}"`)
    db.exec(`CREATE TEMP VIEW "then_${name}" AS SELECT ${binary('s', table)} FROM old."${name}" AS s
      WHERE s.id IS NOT NULL AND s.id NOT IN (${repaired}) AND s.${table.rowid} NOT IN (
        SELECT q.row_key FROM main.migration_quarantine AS q
        WHERE q.table_name = ${quoteText(table.name)} AND q.row_key IS NOT NULL)`)
    db.exec(`DROP VIEW IF EXISTS temp."now_${name}"`)
    db.exec(`CREATE TEMP VIEW "now_${name}" AS SELECT ${binary('t', target)} FROM main."${name}" AS t
      WHERE t.id IN (SELECT id FROM old."${name}") AND t.id NOT IN (${repaired})`)
    made.add(name)
  }
  return made
}

/** All columns, sorted and grouped byte by byte: a column's own collation would give the same rows another order. */
function binary(alias: string, table: Table): string {
  return table.columns.map(({ name }) => `${alias}.${quoteName(name)} COLLATE BINARY AS ${quoteName(name)}`).join(', ')
}
