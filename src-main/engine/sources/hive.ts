import { columnNames, type Table } from '../sqlite/introspect.js'
import { columnsOf, primaryKeyOf, tableNames, type TargetTable } from '../target/schema/index.js'
import type { SourceTable } from './shape.js'

/** What the migration keeps about itself: a later one keeps it as it is. */
const isLedger = (name: string): boolean => name.startsWith('migration_') || name.startsWith('legacy_')

/**
 * A table of the new Hive itself (facts 2.5 S-K, design 4): every column goes to its own name. With `whole` only where the
 * new schema has every column of it, so that a table of another meaning is never taken for it (facts T29).
 */
export function hiveTables(table: Table, when: 'whole' | 'any'): SourceTable[] {
  const name = table.name.toLowerCase()
  const target = tableNames.find((each) => each === name)
  if (!target || isLedger(target)) return []
  const key = primaryKeyOf(target)
  const own = columnNames(table)
  if (key === null || !own.has(key)) return []
  const columns = columnsOf(target).map((column) => column.name)
  if (when === 'whole' && [...own].some((column) => !columns.includes(column))) return []
  // The catalogue of an old Hive has other numbers and prices (facts T19, T20).
  if (when === 'whole' && target === 'openrouter_models' && !own.has('last_seen_at')) return []
  const entry = place(target, key, columns, own)
  return [when === 'any' ? { ...entry, asItIs: true } : entry]
}

function place(target: TargetTable, key: string, columns: string[], own: Set<string>): SourceTable {
  const onePer = uniquePer[target]
  return {
    ...{ name: target, signature: [key], target, key },
    columns: Object.fromEntries(columns.map((column) => [column, column])),
    ...(onePer && own.has(onePer.column) && own.has(onePer.newestBy) ? { onePer } : {}),
  }
}

/** One row per conversation, which the new Hive upserts but does not itself hold to (facts 2.6, T37). */
const uniquePer: Partial<Record<TargetTable, NonNullable<SourceTable['onePer']>>> = {
  knowledge_conversations: { column: 'conversation_id', newestBy: 'created_at' },
  performance_metrics: { column: 'conversation_id', newestBy: 'created_at' },
}
