import type { Build } from '../build.js'
import { filledTable, unsettled } from '../filled.js'
import { selectedColumns } from '../select-rows.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'
import { incoming } from './incoming.js'

/**
 * Fills what the row that is there does not say. Which rows that concerns is settled when all are there (`filled.ts`): only
 * the database that a row came from knows whether it lacked the value, and by what key.
 */
export function filling(build: Build, table: MappedTable, high: bigint): () => void {
  const { db } = build
  const target = `main.${table.target}`
  const key = quoteName(table.key.to)
  const statements = selectedColumns(table)
    .filter(({ to }) => to !== table.key.to)
    .map(({ to }) => {
      const column = quoteName(to)
      const open = `FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid JOIN ${target} AS t ON t.rowid = m.mrow
        WHERE m.mrow > @high AND t.${column} IS NULL AND i.${column} IS NOT NULL`
      const update = db.prepare(
        `UPDATE ${target} SET ${column} = (SELECT i.${column} FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid
           WHERE m.mrow = ${table.target}.rowid)
         WHERE rowid IN (SELECT t.rowid ${open})`,
      )
      const note = db.prepare(
        `INSERT INTO main.migration_repairs (run_id, table_name, row_key, column_name, rule)
         SELECT DISTINCT ${quoteText(build.runId)}, ${quoteText(filledTable(table.target))}, t.${key}, ${quoteText(to)},
           '${unsettled}' ${open}`,
      )
      return { note, update }
    })
  return () => {
    for (const { note, update } of statements) {
      note.run({ high })
      update.run({ high })
    }
  }
}
