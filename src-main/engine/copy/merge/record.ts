import type { Build } from '../build.js'
import { legacyColumns, makeLegacy } from '../legacy.js'
import { changedSql, madeKeyRule, newNumberRule, ruleOf } from '../repairs.js'
import { hasTextKey, keySql } from '../select-rows.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'
import { incoming, isNumbered, primaryOf } from './incoming.js'

/** Records what did not arrive as it was, of rows that are new or say the same as one that is there. */
export function recording(build: Build, table: MappedTable): (parameters: { high: bigint }) => void {
  if (table.also) return () => undefined
  const { db } = build
  const rowKey = hasTextKey(table) ? keySql(table) : `s.${quoteName(table.key.from)}`
  const statements = table.columns.map((column) => {
    const [before, after] = [`s.${quoteName(column.from)}`, `i.${quoteName(column.to)}`]
    const isNumber = isNumbered(table) && column.to === primaryOf(table)
    const rule = isNumber
      ? newNumberRule
      : column.to === table.key.to && hasTextKey(table)
        ? `CASE WHEN ${before} IS NULL THEN '${madeKeyRule}' ELSE ${quoteText(ruleOf(column))} END`
        : quoteText(ruleOf(column))
    const value = isNumber ? `coalesce(m.mrow, ${after})` : after
    return db.prepare(
      `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
       SELECT ${quoteText(build.runId)}, ${quoteText(build.source)}, ${quoteText(table.name)}, ${rowKey},
         ${quoteText(column.from)}, ${isNumber ? quoteText(rule) : rule}, ${before}, ${value}
       FROM ${incoming} AS i JOIN ${table.from} AS s ON s.${table.rowid} = i.hm_rid
       LEFT JOIN temp.matched AS m ON m.rid = i.hm_rid
       WHERE i.hm_rid NOT IN (SELECT rid FROM temp.conflicts) ${isNumber ? '' : 'AND (m.mrow IS NULL OR m.mrow > @high)'}
         AND ${changedSql(table, column, before, value)}
         ${isNumber ? 'AND @high = @high' : ''}`,
    )
  })
  return (parameters) => {
    for (const statement of statements) statement.run(parameters)
  }
}

/** Carries whole rows that say something else than the row that is there. */
export function carrying(build: Build, table: MappedTable): () => void {
  const { db } = build
  const conflicts = db.prepare('SELECT EXISTS (SELECT 1 FROM temp.conflicts)').pluck()
  return () => {
    if (conflicts.get() === 0n) return
    const columns = table.table.columns.map(({ name }) => name)
    const key = makeLegacy(db, table.legacyRows, columns)
    const { names, values } = legacyColumns(columns)
    db.prepare(
      `INSERT OR IGNORE INTO main.${quoteName(table.legacyRows)} (${quoteName(key)}, ${names})
       SELECT s.${table.rowid}, ${values} FROM ${table.from} AS s
       WHERE s.${table.rowid} IN (SELECT rid FROM temp.conflicts)`,
    ).run()
  }
}
