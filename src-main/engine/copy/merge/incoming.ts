import type { Build } from '../build.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName } from '../../sqlite/quote.js'
import { columnsOf } from '../../target/schema/index.js'

/** The rows of a batch as the target would store them, by the rowid of their source. */
export const incoming = 'temp.incoming'

/** Temp tables with the target's own types: what is compared there is what would be stored. */
export function prepareIncoming(build: Build, table: MappedTable): void {
  const columns = columnsOf(table.target).map(({ name, type }) => `${quoteName(name)} ${type}`)
  build.db.exec(`DROP TABLE IF EXISTS ${incoming}`)
  build.db.exec(`CREATE TEMP TABLE incoming (hm_rid INTEGER PRIMARY KEY, ${columns.join(', ')})`)
  build.db.exec('CREATE TEMP TABLE IF NOT EXISTS matched (rid INTEGER PRIMARY KEY, mrow INTEGER)')
  build.db.exec('CREATE TEMP TABLE IF NOT EXISTS conflicts (rid INTEGER PRIMARY KEY)')
}

/** Whether rows of the table go by a number that means nothing outside their database. */
export function isNumbered(table: MappedTable): boolean {
  const column = columnsOf(table.target).find(({ key }) => key > 0)
  return column?.type.toUpperCase() === 'INTEGER'
}

/** The one column of the primary key; the empty text where the table has none. */
export function primaryOf(table: MappedTable): string {
  return columnsOf(table.target).find(({ key }) => key > 0)?.name ?? ''
}
