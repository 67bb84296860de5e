import { columnNames, findTable, type Table } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { emptyAccount, type Ledger, type TableAccount } from './account.js'
import type { PieceOrder } from './pieces.js'
import { cell } from './same.js'

/** What a run writes down about itself while it goes on: another run's is not kept. */
const ofARun = ['migration_checkpoints']

/**
 * A table of the new Hive that keeps its name and rows: every row of before must be there, cell for cell with its type and
 * as often. New rows may have come beside them in the records of migrations.
 */
export function verifyKept(order: PieceOrder, ledger: Ledger, table: Table): TableAccount {
  const { db } = order
  const account = emptyAccount(table.name, table.name)
  if (ofARun.includes(table.name.toLowerCase())) return account
  const from = `old.${quoteName(table.name)}`
  account.read = number(db, `SELECT count(*) FROM ${from} AS s NOT INDEXED`)
  const there = findTable(ledger.tables, table.name)
  const has = there ? columnNames(there) : new Set<string>()
  const columns = table.columns.filter(({ generated }) => !generated).map(({ name }) => name)
  if (!there || !columns.every((name) => has.has(name.toLowerCase()))) return { ...account, missing: account.read }
  const cells = (alias: string) =>
    columns.map((name) => `typeof(${cell(alias, name)}), +${cell(alias, name)} COLLATE BINARY`).join(', ')
  const groups = columns.flatMap((_, index) => [2 * index + 1, 2 * index + 2]).join(', ')
  const counted = (alias: string, source: string) =>
    `SELECT ${cells(alias)}, count(*) AS times FROM ${source} AS ${alias} NOT INDEXED GROUP BY ${groups}`
  // As often as before or, among the records, at least as often: a row that stood twice stands twice.
  account.missing = number(
    db,
    `SELECT count(*) FROM (${counted('s', from)} EXCEPT ${counted('t', `main.${quoteName(there.name)}`)})`,
  )
  account.placed = account.identical = account.read - account.missing
  account.values = account.read * columns.length
  order.onRows(account.read)
  return account
}
