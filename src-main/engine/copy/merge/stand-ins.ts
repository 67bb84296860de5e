import type { Build } from '../build.js'
import { placeholderRule } from '../placeholders.js'
import { selectedColumns } from '../select-rows.js'
import type { MappedTable } from '../../plan/tables.js'
import { number } from '../../sqlite/open.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'
import { incoming } from './incoming.js'

/**
 * What this run made up for a row that others point to gives way to that row when a later database has it: everything that
 * it says stands in its place, and the record of what was made up goes. Answers what does it for a batch, and nothing
 * where this run made up none.
 */
export function givingWay(build: Build, table: MappedTable): () => void {
  const { db, runId } = build
  const target = `main.${table.target}`
  const records = `run_id = ${quoteText(runId)} AND table_name = ${quoteText(table.target)} AND column_name = 'id'
    AND rule = '${placeholderRule}'`
  if (number(db, `SELECT EXISTS (SELECT 1 FROM main.migration_repairs WHERE ${records})`) === 0) return () => undefined
  const said = selectedColumns(table).map(({ to }) => quoteName(to))
  // A title is the one thing that a stand-in says; one that the row does not tell is completed later.
  const unsaid = table.target === 'conversations' && !said.includes('"title"') ? ', title = NULL' : ''
  db.exec('CREATE TEMP TABLE IF NOT EXISTS giving_way (mrow INTEGER PRIMARY KEY, rid INTEGER, id)')
  const clear = db.prepare('DELETE FROM temp.giving_way')
  const find = db.prepare(
    `INSERT INTO temp.giving_way (mrow, rid, id) SELECT m.mrow, min(m.rid), t.id
     FROM temp.matched AS m JOIN ${target} AS t ON t.rowid = m.mrow
     WHERE t.id IN (SELECT row_key FROM main.migration_repairs WHERE ${records}) GROUP BY m.mrow`,
  )
  const replace = db.prepare(
    `UPDATE ${target} SET (${said.join(', ')}) = (SELECT ${said.join(', ')} FROM ${incoming}
       WHERE hm_rid = (SELECT g.rid FROM temp.giving_way AS g WHERE g.mrow = ${table.target}.rowid)) ${unsaid}
     WHERE rowid IN (SELECT mrow FROM temp.giving_way)`,
  )
  const forget = db.prepare(
    `DELETE FROM main.migration_repairs WHERE ${records} AND row_key IN (SELECT id FROM temp.giving_way)`,
  )
  return () => {
    clear.run()
    if (find.run().changes === 0) return
    replace.run()
    forget.run()
  }
}
