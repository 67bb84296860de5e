import type { Build } from './build.js'
import type { MappedTable } from '../plan/tables.js'
import { columnNames } from '../sqlite/introspect.js'
import { quoteName } from '../sqlite/quote.js'
import { chosenTable } from './select-rows.js'

/**
 * Where the target takes one row per value, chooses the newest (the last one among equals); the others are carried.
 * Rows without a value stand for themselves; where the table tells no moment the last row is the newest.
 */
export function chooseRows(build: Build, table: MappedTable, onePer: NonNullable<MappedTable['onePer']>): void {
  const { column, newestBy } = onePer
  const { from, rowid } = table
  const newest = columnNames(table.table).has(newestBy) ? `${quoteName(newestBy)} COLLATE BINARY DESC, ` : ''
  const chosen = `temp.${chosenTable(table)}`
  build.db.exec(`DROP TABLE IF EXISTS ${chosen}`)
  build.db.exec(`CREATE TEMP TABLE ${chosenTable(table)} (rid INTEGER PRIMARY KEY)`)
  build.db.exec(`INSERT INTO ${chosen}
    SELECT rid FROM (
      SELECT ${rowid} AS rid, row_number() OVER (
        PARTITION BY ${quoteName(column)} COLLATE BINARY
        ORDER BY ${newest}${rowid} DESC) AS place
      FROM ${from} NOT INDEXED WHERE ${quoteName(column)} IS NOT NULL)
    WHERE place = 1
    UNION ALL SELECT ${rowid} FROM ${from} NOT INDEXED WHERE ${quoteName(column)} IS NULL`)
}
