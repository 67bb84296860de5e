import type { Table } from '../sqlite/introspect.js'
import { countTable, number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { emptyAccount, setAside, storedKey, type Ledger, type TableAccount } from './account.js'
import type { TableExpectation } from './expectations/expectation.js'
import type { RawTable } from './ranges.js'

/** The basic level: every row of a raw table is somewhere, by its key; values are not compared. */
export function countRows(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  expectation: TableExpectation | null,
): TableAccount {
  const { db } = ledger
  const legacy = ledger.carriedRows(table.name)
  const account = emptyAccount(table.name, expectation?.target ?? legacy ?? '(nowhere)')
  account.read = countTable(db, raw.from)
  account.carried = legacy === null ? 0 : number(db, `SELECT count(*) FROM main.${quoteName(legacy)}`)
  account.quarantined = number(
    db,
    `SELECT count(DISTINCT row_key) FROM main.migration_quarantine WHERE table_name = ?`,
    table.name,
  )
  if (expectation) {
    account.placed = number(
      db,
      `SELECT count(*) FROM ${raw.from} AS s CROSS JOIN main.${quoteName(expectation.target)} AS t
         ON t.${quoteName(expectation.key.to)} = ${storedKey(ledger.tables, expectation)}
       WHERE NOT ${setAside(db, table, raw.rowid)}`,
    )
  }
  account.missing = Math.max(0, account.read - account.placed - account.quarantined - account.carried)
  return account
}
