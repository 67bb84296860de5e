import type { Step } from './build.js'
import { rangeStatement, runInBatches } from './batches.js'
import { readCheckpoint } from './checkpoints.js'
import { textOf } from './derive.js'
import { keptStep } from './keep.js'
import { filledRule } from './repairs.js'
import { keySql, placedRows } from './select-rows.js'
import type { MappedTable, PlannedColumn } from '../plan/tables.js'
import { quoteName, quoteText } from '../sqlite/quote.js'

/** The rule under which a text of a conversation is recorded that was missing and was made of its messages. */
const completedRule = 'completed from its messages'

const texts = ['title', 'question', 'final_answer', 'source_of_truth']

/**
 * Records what was completed of the conversations of a table: cells that are NULL in the old Hive and say something in the
 * new one. Comes last, when all is complete; what another database filled has its record.
 */
export function recordCompleted(table: MappedTable): Step[] {
  const columns = table.columns.filter(({ to }) => texts.includes(to))
  if (table.target !== 'conversations' || columns.length === 0) return []
  const step = `completed:${table.place}`
  const rowid = `s.${table.rowid}`
  const key = keySql(table)
  const of = (alias: string) => `${alias}.source = @source AND ${alias}.table_name = ${quoteText(table.name)}`
  const record =
    ({ from, to }: PlannedColumn) =>
    (range: string) => `INSERT INTO main.migration_repairs
      (run_id, source, table_name, row_key, column_name, rule, before, after)
    SELECT @runId, @source, ${quoteText(table.name)}, ${key}, ${quoteText(from)}, '${completedRule}', NULL, c.${quoteName(to)}
    FROM ${table.from} AS s NOT INDEXED CROSS JOIN main.conversations AS c ON c.id = ${textOf(key)} AND c.rowid > @kept
    WHERE ${range} AND s.${quoteName(from)} IS NULL AND c.${quoteName(to)} IS NOT NULL AND ${placedRows(table)}
      AND NOT EXISTS (SELECT 1 FROM main.migration_repairs AS r WHERE ${of('r')} AND r.row_key IS ${key}
        AND r.column_name = ${quoteText(from)} AND r.rule = '${filledRule}')
      AND NOT EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE ${of('q')} AND q.row_key = ${rowid})`
  const run: Step['run'] = async (build) => {
    const kept = readCheckpoint(build, keptStep('conversations')).lastKey ?? -1n
    const statements = columns.map((column) => rangeStatement(build.db, rowid, record(column)))
    const names = { runId: build.runId, source: build.source, kept }
    await runInBatches(build, build.prefix + step, table, statements, names)
  }
  return [{ name: step, label: 'Noting what was completed', run }]
}
