import { codeOf } from '../errors.js'
import { faultPoint } from '../faults.js'
import type { Build } from './build.js'
import type { MappedTable } from '../plan/tables.js'
import { quoteName, quoteText } from '../sqlite/quote.js'

/**
 * Sets rows aside, cell by cell, with their values untouched (design 4). The row key is the source's rowid: the one name
 * that every row has, also when its own key is NULL or stands twice. `where` selects rows of `s`.
 */
export function quarantine(
  build: Build,
  table: MappedTable,
  where: string,
  parameters: Record<string, unknown>,
  reason: string,
): void {
  for (const { name } of table.table.columns) {
    build.db
      .prepare(
        `INSERT INTO main.migration_quarantine (run_id, source, table_name, row_key, column_name, value, reason)
         SELECT @runId, @source, @table, s.${table.rowid}, ${quoteText(name)}, s.${quoteName(name)}, @reason
         FROM ${table.from} AS s NOT INDEXED WHERE ${where}`,
      )
      .run({ ...parameters, runId: build.runId, source: build.source, table: table.name, reason })
  }
  faultPoint('copy:quarantined')
}

/** A constraint that a row breaks, in words. */
export function reasonOf(error: Error): string {
  const text = error.message
  if (/FOREIGN KEY/.test(text)) return 'points to a row that does not exist'
  if (/NOT NULL/.test(text)) return `a value is missing that the new Hive requires (${columnIn(text)})`
  if (/UNIQUE|PRIMARY KEY/.test(text)) return `the same key stands twice (${columnIn(text)})`
  if (/CHECK/.test(text)) return 'a value is not one of those that the new Hive allows'
  if (/datatype mismatch/.test(text)) return 'the key is not a whole number'
  return text
}

function columnIn(text: string): string {
  return text.slice(text.lastIndexOf(':') + 1).trim()
}

/** Whether SQLite refused a row because what it points to is not there. */
export const isOrphan = (error: Error): boolean => error.message.includes('FOREIGN KEY')

/** Whether SQLite refused a row for what it holds, and not because something else went wrong. */
export function isConstraint(error: unknown): error is Error {
  const code = codeOf(error)
  return code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH'
}
