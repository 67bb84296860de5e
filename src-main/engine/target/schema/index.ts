/**
 * The union target schema (design 4): one file that the Rust engine, the shipped desktop app and we can all open.
 *
 * Order for a new database: `createTablesSql`, rows, `createIndexesSql`, `createSearchSql`, `fillSearchSql`,
 * `createTriggersSql`. Every statement may run again, as those of a resumed run do.
 */
import { conversationIndexes, conversationTriggers, conversationUniqueIndexes } from './conversations.js'
import { knowledgeIndexes, knowledgeUniqueIndexes } from './knowledge.js'
import { ledgerIndexes } from './ledger.js'
import { searchTriggers } from './search.js'
import { settingsIndexes } from './settings.js'
import type { IndexMap } from './types.js'
import { workspaceIndexes } from './workspace.js'

export { columnsOf, primaryKeyOf, uniqueColumnOf, type TargetColumn } from './columns.js'
export { createSearchSql, fillSearchSql } from './search.js'
export { createTablesSql, tableNames, type TargetTable } from './tables.js'

/** `Hive` in ASCII: PRAGMA application_id of every database we write, by which it is known as a target, never a source. */
export const APPLICATION_ID = 0x48697665

const indexes = (kind: 'INDEX' | 'UNIQUE INDEX', map: IndexMap) =>
  Object.entries(map).map(([name, on]) => `CREATE ${kind} IF NOT EXISTS main.${name} ON ${on}`)

/** One statement per index. */
export const createIndexesSql: string[] = [
  ...indexes('UNIQUE INDEX', { ...conversationUniqueIndexes, ...knowledgeUniqueIndexes }),
  ...indexes('INDEX', {
    ...conversationIndexes,
    ...knowledgeIndexes,
    ...settingsIndexes,
    ...workspaceIndexes,
    ...ledgerIndexes,
  }),
]

/** The records of cells that were changed or set aside: looked up while rows are copied, so these come before the rows. */
export const createLedgerIndexesSql: string[] = indexes('INDEX', ledgerIndexes)

/** To be created last: the rows of the bulk copy must not fire them. */
export const createTriggersSql: string[] = [...conversationTriggers, ...searchTriggers]

/** The names of every index and trigger of the new Hive: what has one of them is made by these statements. */
export const hiveNames: string[] = [...createIndexesSql, ...createTriggersSql].flatMap(
  (sql) => /IF NOT EXISTS main\.(\w+)/.exec(sql)?.[1] ?? [],
)
