import type { Build } from './build.js'
import { rangeStatement, type Range } from './batches.js'
import type { RepairCounts } from './functions.js'
import type { MappedTable, PlannedColumn } from '../plan/tables.js'
import { affinityOf } from '../sqlite/affinity.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { columnsOf } from '../target/schema/index.js'
import { hasTextKey, keySql, placedRows } from './select-rows.js'

/** The rule under which a key is recorded that a row without one was given. */
export const madeKeyRule = 'missing key'
/** The rule under which a number is recorded that was taken, or that the same row has elsewhere. */
export const newNumberRule = 'new number'
/** The rule under which a value is recorded that another database of the same install had. */
export const filledRule = 'filled from another database'

/** The rule of a column's repairs. */
export function ruleOf({ repair, timestamp }: PlannedColumn): string {
  if (repair) return repair.rule
  return timestamp ? 'timestamp' : 'type of the new column'
}

/**
 * Answers a function that records, after a batch, every cell that did not arrive as it was: with the value before and
 * after, compared by value and type. Columns whose affinity is the same on both sides cannot change and cost nothing;
 * timestamps and keys are looked at only in batches in which one was repaired.
 */
export function repairRecorder(build: Build, table: MappedTable): (range: Range, counts: RepairCounts) => void {
  // A second place of a row says again what the first one records.
  if (table.also) return () => undefined
  const always = table.columns.filter((column) => column.affinityChanges || column.repair)
  const timestamps = table.columns.filter((column) => column.timestamp && !always.includes(column))
  const recordAlways = always.map((column) => recorder(build, table, column, ruleOf(column)))
  const recordTimestamps = timestamps.map((column) => recorder(build, table, column, ruleOf(column)))
  const key = table.columns.find(({ to }) => to === table.key.to)
  const recordKeys = key && hasTextKey(table) ? recorder(build, table, key, madeKeyRule) : undefined
  return (range, counts) => {
    for (const record of recordAlways) record(range)
    if (counts.timestamps > 0) for (const record of recordTimestamps) record(range)
    if (counts.keys > 0) recordKeys?.(range)
  }
}

function recorder(build: Build, table: MappedTable, column: PlannedColumn, rule: string): (range: Range) => void {
  const [before, after] = [`s.${quoteName(column.from)}`, `t.${quoteName(column.to)}`]
  const isKey = rule === madeKeyRule
  const rowKey = hasTextKey(table) ? keySql(table) : `s.${quoteName(table.key.from)}`
  const statement = rangeStatement(
    build.db,
    `s.${table.rowid}`,
    (
      condition,
    ) => `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
      SELECT @runId, @source, ${quoteText(table.name)}, ${rowKey}, ${quoteText(column.from)}, ${quoteText(rule)}, ${before}, ${after}
      FROM ${table.from} AS s
      JOIN main.${table.target} AS t ON t.${quoteName(table.key.to)} = ${asStored(table, rowKey)}
      WHERE ${condition} AND ${placedRows(table)} AND ${changedSql(table, column, before, after)}
        ${column.to === table.key.to ? `AND ${before} IS ${isKey ? '' : 'NOT '}NULL` : ''}
        AND NOT EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE q.table_name = ${quoteText(table.name)}
          AND q.column_name = ${quoteText(column.from)} AND q.row_key = s.${table.rowid}
          AND q.source = @source)`,
  )
  return (range) => {
    const { statement: insert, parameters } = statement(range, { runId: build.runId, source: build.source })
    insert.run(parameters)
  }
}

/** A condition that a value did not arrive as it was. A REAL column keeps minus zero as zero, which SQL takes for the same. */
export function changedSql(table: MappedTable, column: PlannedColumn, before: string, after: string): string {
  const differs = `typeof(${after}) <> typeof(${before}) OR +${after} IS NOT +${before} COLLATE BINARY`
  const type = columnsOf(table.target).find(({ name }) => name === column.to)?.type ?? ''
  if (!column.affinityChanges || affinityOf(type) !== 'REAL') return `(${differs})`
  return `(${differs} OR (typeof(${before}) = 'real' AND ${before} = 0 AND hm_minus_zero(${before})))`
}

/** The key as the target stores it, so that the join uses the target's index whatever the source's type is. */
export function asStored(table: MappedTable, key: string): string {
  const column = table.columns.find(({ to }) => to === table.key.to)
  if (!column?.affinityChanges) return key
  const type = columnsOf(table.target).find(({ name }) => name === table.key.to)?.type ?? ''
  return affinityOf(type) === 'TEXT' ? `CASE typeof(${key}) WHEN 'blob' THEN ${key} ELSE CAST(${key} AS TEXT) END` : key
}
