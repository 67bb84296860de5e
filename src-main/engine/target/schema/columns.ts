import Database from 'better-sqlite3'
import { createTablesSql, type TargetTable } from './tables.js'

export type TargetColumn = {
  name: string
  /** The declared type as written, '' where the column has none. */
  type: string
  notNull: boolean
}

let described: Map<string, TargetColumn[]> | undefined

/** Asks SQLite itself, once: the statements stay the only description of the schema. */
function describe(): Map<string, TargetColumn[]> {
  const db = new Database(':memory:')
  try {
    for (const sql of createTablesSql) db.exec(sql)
    const rows = db
      .prepare<[], { tableName: string; name: string; type: string; required: number }>(
        `SELECT t.name AS tableName, c.name, c.type, c."notnull" AS required
         FROM main.sqlite_schema AS t, pragma_table_info(t.name) AS c
         WHERE t.type = 'table' ORDER BY t.name, c.cid`,
      )
      .all()
    const tables = new Map<string, TargetColumn[]>()
    for (const { tableName, name, type, required } of rows) {
      const column = { name, type, notNull: required === 1 }
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
