import { columnNames, type Table } from '../sqlite/introspect.js'
import { columnsOf, primaryKeyOf, tableNames, type TargetTable } from '../target/schema/index.js'
import type { SourceTable } from './shape.js'

/** What the migration keeps about itself: a later one keeps it as it is. */
const isLedger = (name: string): boolean => name.startsWith('migration_') || name.startsWith('legacy_')

/**
 * Columns that every program of the new Hive makes in a table, besides those that it requires (facts 2.4, 2.5): any one of
 * the lists. A table without them is somebody else's of the same name (facts T29).
 */
const telling: Partial<Record<TargetTable, string[][]>> = {
  conversations: [['user_id', 'title', 'total_cost', 'created_at']],
  messages: [['conversation_id', 'role', 'content']],
  stage_evolution: [['generator_length', 'curator_length']],
  performance_metrics: [
    ['conversation_id', 'total_duration', 'total_cost'],
    ['operation_type', 'operation_duration_ms'],
  ],
  cost_analytics: [['total_cost', 'model_costs']],
  knowledge_conversations: [['conversation_id', 'question', 'final_answer']],
  conversation_topics: [['weight']],
  conversation_keywords: [['frequency']],
  conversation_continuity: [['previous_conversation_id', 'continuity_score']],
  openrouter_providers: [['name', 'website']],
  // The catalogue of an old Hive has other numbers and prices (facts T19, T20).
  openrouter_models: [['openrouter_id', 'pricing_input', 'last_seen_at']],
  users: [['email', 'tier']],
  welcome_analytics: [['timestamp']],
  recent_folders: [['last_opened']],
}

/** Whether a table of such a name is the new Hive's, by its columns. */
function isHives(target: TargetTable, own: Set<string>): boolean {
  const required = columnsOf(target).filter(({ notNull }) => notNull)
  if (!required.every(({ name }) => own.has(name))) return false
  return telling[target]?.some((columns) => columns.every((name) => own.has(name))) ?? true
}

/**
 * A table of the new Hive itself (facts 2.5 S-K, design 4): every column goes to its own name. With `whole` only where the
 * new schema has every column of it and it has what every program of the new Hive makes there, so that a table of another
 * meaning is never taken for it (facts T29).
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
  if (when === 'whole' && !isHives(target, own)) return []
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
