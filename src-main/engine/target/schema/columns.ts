import Database from 'better-sqlite3'
import { createTablesSql, type TargetTable } from './tables.js'

export type TargetColumn = {
  name: string
  /** The declared type as written, '' where the column has none. */
  type: string
  notNull: boolean
  /** Its place in the primary key, from 1; 0 when it is no part of it. */
  key: number
}

let described: Map<string, TargetColumn[]> | undefined

/** Asks SQLite itself, once: the statements stay the only description of the schema. */
function describe(): Map<string, TargetColumn[]> {
  const db = new Database(':memory:')
  try {
    for (const sql of createTablesSql) db.exec(sql)
    const rows = db
      .prepare<[], { tableName: string; name: string; type: string; required: number; key: number }>(
        `SELECT t.name AS tableName, c.name, c.type, c."notnull" AS required, c.pk AS key
         FROM main.sqlite_schema AS t, pragma_table_info(t.name) AS c
         WHERE t.type = 'table' ORDER BY t.name, c.cid`,
      )
      .all()
    const tables = new Map<string, TargetColumn[]>()
    for (const { tableName, name, type, required, key } of rows) {
      const column = { name, type, notNull: required === 1, key }
      tables.set(tableName, [...(tables.get(tableName) ?? []), column])
    }
    return tables
  } finally {
    db.close()
  }
}

/**
 * The columns of a target table in their order.
 * @throws RangeError when the target has no such table.
 */
export function columnsOf(table: TargetTable): TargetColumn[] {
  described ??= describe()
  const columns = described.get(table)
  if (!columns) throw new RangeError(`The target has no table ${table}`)
  return columns
}

/** The one column that is a target table's primary key; null where it has none, or several. */
export function primaryKeyOf(table: TargetTable): string | null {
  const keys = columnsOf(table).filter(({ key }) => key > 0)
  return keys.length === 1 ? (keys[0]?.name ?? null) : null
}

/** Columns of which no two rows may hold the same value, besides the key: what a row of a numbered table is known by. */
const uniqueColumns: Partial<Record<TargetTable, string>> = {
  consensus_metrics: 'conversation_id',
  curator_truths: 'conversation_id',
  performance_metrics: 'conversation_id',
  knowledge_conversations: 'conversation_id',
  user_settings: 'setting_key',
  licenses: 'key',
  sessions: 'folder_path',
  recent_folders: 'folder_path',
  tui_state: 'state_key',
  enterprise_hooks: 'hook_name',
}

/** The column by which a row of a numbered table is known; null where only everything it says does. */
export const uniqueColumnOf = (table: TargetTable): string | null => uniqueColumns[table] ?? null
