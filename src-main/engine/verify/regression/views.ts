import { columnNames, findTable, type Table } from '../../sqlite/introspect.js'
import type { Connection } from '../../sqlite/open.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'
import { legacyKey, ofSource, type Ledger } from '../account.js'
import { asText } from '../same.js'

/**
 * Makes the temp views `then_<table>` and `now_<table>` for the tables that both databases have with an id; answers
 * their names. Rows in quarantine, with a repaired cell, or that stand whole beside what is there are in neither: their new
 * side says something else, for a reason that the data layer looks at.
 */
export function makeViews(db: Connection, old: Table[], ledger: Ledger): Set<string> {
  const made = new Set<string>()
  for (const table of old) {
    const name = table.name.toLowerCase()
    const target = findTable(ledger.tables, name)
    if (!target || table.rowid === null || !columnNames(table).has('id') || !columnNames(target).has('id')) continue
    // The app's own id of knowledge rows is another one (facts 2.5): those are compared by the data layer.
    if (name === 'knowledge_conversations') continue
    const records = (ledgerTable: string) => `SELECT r.row_key FROM main.${ledgerTable} AS r
      WHERE r.table_name = ${quoteText(table.name)} AND r.row_key IS NOT NULL ${ofSource(ledger, 'r')}`
    const beside = ledger.carriedRows(table.name).map((legacy) => {
      return `AND s.${table.rowid} NOT IN (SELECT l.${legacyKey(ledger, legacy)} FROM main.${quoteName(legacy)} AS l)`
    })
    db.exec(`DROP VIEW IF EXISTS temp."then_${name}"`)
    db.exec(`CREATE TEMP VIEW "then_${name}" AS SELECT ${binary('s', table)} FROM old."${name}" AS s
      WHERE s.id IS NOT NULL AND s.id NOT IN (${records('migration_repairs')})
        AND s.${table.rowid} NOT IN (${records('migration_quarantine')}) ${beside.join(' ')}`)
    // A number is a text where ids are texts.
    const isText = target.columns.some((column) => column.name.toLowerCase() === 'id' && column.affinity === 'TEXT')
    db.exec(`DROP VIEW IF EXISTS temp."now_${name}"`)
    db.exec(`CREATE TEMP VIEW "now_${name}" AS SELECT ${binary('t', target)} FROM main."${name}" AS t
      WHERE t.id IN (SELECT ${isText ? asText('o.id') : 'o.id'} FROM temp."then_${name}" AS o)`)
    made.add(name)
  }
  return made
}

/** All columns, sorted and grouped byte by byte: a column's own collation would give the same rows another order. */
function binary(alias: string, table: Table): string {
  return table.columns.map(({ name }) => `${alias}.${quoteName(name)} COLLATE BINARY AS ${quoteName(name)}`).join(', ')
}
