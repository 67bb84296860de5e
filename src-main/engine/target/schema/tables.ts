/** The tables of every topic together, and the statements that create them. */
import { catalogueTables } from './catalogue.js'
import { conversationTables } from './conversations.js'
import { knowledgeTables } from './knowledge.js'
import { ledgerTables } from './ledger.js'
import { settingsTables } from './settings.js'
import { workspaceTables } from './workspace.js'

const tables = {
  ...conversationTables,
  ...knowledgeTables,
  ...catalogueTables,
  ...settingsTables,
  ...workspaceTables,
  ...ledgerTables,
}

export type TargetTable = keyof typeof tables

/** Every ordinary table of the target; the FTS5 tables and their side tables are not among them. */
export const tableNames = Object.keys(tables) as TargetTable[]

/** Tables only. Any may come first: SQLite looks for the parent of a foreign key when rows are written. */
export const createTablesSql: string[] = Object.entries(tables).map(
  ([name, columns]) => `CREATE TABLE IF NOT EXISTS main.${name} (${columns}\n  )`,
)
