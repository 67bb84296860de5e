/** Which rows of which databases were filled by another one: settled when the rows of all are there. */
import type { Build, Step } from './build.js'
import { rangeStatement, runInBatches } from './batches.js'
import { once } from './checkpoints.js'
import { asStored, filledRule } from './repairs.js'
import { keySql, placedRows, selectedColumns, type SelectedColumn } from './select-rows.js'
import type { MappedTable, PlannedColumn } from '../plan/tables.js'
import { number } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'

/** The rule of a note that a cell of the new database was filled, until it is known whose it is; none stays. */
export const unsettled = 'filled, to be settled'

/** The name under which notes of a table of the new database are looked up: no raw table's. */
export const filledTable = (target: string) => `${target}, filled`

/**
 * Makes records of the notes that concern the rows of a table: those that lacked the value, or said what nobody can read,
 * and have their place there. A row that was set aside, or stands whole beside what is there, lost nothing to be told.
 */
export function settleFilled({ db, runId }: Build, table: MappedTable): Step[] {
  const selected = selectedColumns(table)
  const filled = table.columns.filter(({ to }) => to !== table.key.to && isFilled(db, runId, table, to))
  if (filled.length === 0) return []
  const step = `filled:${table.place}`
  const rowid = `s.${table.rowid}`
  const key = keySql(table)
  const beside = besideRows(db, table)
  const record =
    ({ from, to }: PlannedColumn, { sql }: SelectedColumn) =>
    (range: string) => `INSERT INTO main.migration_repairs
      (run_id, source, table_name, row_key, column_name, rule, before, after)
    SELECT @runId, @source, ${quoteText(table.name)}, ${key}, ${quoteText(from)}, '${filledRule}', NULL, t.${quoteName(to)}
    FROM ${table.from} AS s NOT INDEXED CROSS JOIN main.migration_repairs AS n ON n.table_name = ${quoteText(filledTable(table.target))}
      AND n.column_name = ${quoteText(to)} AND n.row_key = ${asStored(table, key)}
    CROSS JOIN main.${table.target} AS t ON t.${quoteName(table.key.to)} = n.row_key
    WHERE ${range} AND n.run_id = @runId AND n.rule = '${unsettled}' AND (${sql}) IS NULL AND ${placedRows(table)} AND ${beside}
      AND NOT EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE q.source = @source
        AND q.table_name = ${quoteText(table.name)} AND q.column_name = ${quoteText(from)} AND q.row_key = ${rowid})`
  const run: Step['run'] = async (build) => {
    const statements = filled.flatMap((column) => {
      const own = selected.find(({ to }) => to === column.to)
      return own ? [rangeStatement(db, rowid, record(column, own))] : []
    })
    const names = { runId, source: build.source }
    await runInBatches(build, build.prefix + step, table, statements, names)
  }
  return [{ name: step, label: 'Noting what was filled', run }]
}

/** Whether another database filled anything of a column. */
function isFilled(db: Build['db'], runId: string, { target }: MappedTable, column: string): boolean {
  const notes = `SELECT EXISTS (SELECT 1 FROM main.migration_repairs
    WHERE table_name = ? AND column_name = ? AND run_id = ? AND rule = '${unsettled}')`
  return number(db, notes, filledTable(target), column, runId) > 0
}

/** A condition that `s` does not stand whole in a table of its own. */
function besideRows(db: Build['db'], { legacyRows, rowid }: MappedTable): string {
  const key = db.prepare(`SELECT name FROM pragma_table_info(?, 'main') WHERE pk > 0`).pluck().get(legacyRows) as
    string | undefined
  if (legacyRows === '' || key === undefined) return '1'
  return `NOT EXISTS (SELECT 1 FROM main.${quoteName(legacyRows)} AS l WHERE l.${quoteName(key)} = s.${rowid})`
}

/** Takes the notes away, when every table had its turn. */
export async function forgetFilled(build: Build): Promise<void> {
  await once(build, 'filled', () => {
    return build.db
      .prepare(`DELETE FROM main.migration_repairs WHERE run_id = ? AND rule = '${unsettled}'`)
      .run(build.runId).changes
  })
}
