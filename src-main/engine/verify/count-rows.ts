import type { Table } from '../sqlite/introspect.js'
import { countTable, number } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { emptyAccount, legacyKey, ofSource, setAside, storedKey, type Ledger, type TableAccount } from './account.js'
import type { TableExpectation } from './expectations/expectation.js'
import type { RawTable } from './ranges.js'

/** The basic level: every row of a raw table that had to be moved is somewhere, by its key; values are not compared. */
export function countRows(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  places: TableExpectation[],
  moved: string | null,
): TableAccount {
  const { db } = ledger
  const legacies = ledger.carriedRows(table.name)
  const account = emptyAccount(table.name, places[0]?.target ?? legacies[0] ?? '(nowhere)')
  const only = moved ?? '1'
  account.read =
    moved === null ? countTable(db, raw.from) : number(db, `SELECT count(*) FROM ${raw.from} AS s WHERE ${moved}`)
  account.quarantined = number(
    db,
    `SELECT count(DISTINCT q.row_key) FROM main.migration_quarantine AS q
     WHERE q.table_name = ${quoteText(table.name)} ${ofSource(ledger, 'q')}
       AND q.row_key IN (SELECT s.${raw.rowid} FROM ${raw.from} AS s WHERE ${only})`,
  )
  const aside = setAside(ledger, table, raw.rowid)
  const placed = places
    .filter(({ also }) => !also)
    .map((place) => {
      const key = storedKey(ledger, table, raw.rowid, place)
      return `(${place.rows ?? '1'} AND EXISTS (SELECT 1 FROM main.${quoteName(place.target)} AS t
        WHERE t.${quoteName(place.key.to)} = ${key}))`
    })
  const isPlaced = placed.length === 0 ? '0' : `(${placed.join(' OR ')})`
  account.placed = number(db, `SELECT count(*) FROM ${raw.from} AS s WHERE ${only} AND ${isPlaced} AND NOT ${aside}`)
  const isThere = legacies.map(
    (legacy) =>
      `EXISTS (SELECT 1 FROM main.${quoteName(legacy)} AS l WHERE l.${legacyKey(ledger, legacy)} = s.${raw.rowid})`,
  )
  account.carried =
    isThere.length === 0
      ? 0
      : number(
          db,
          `SELECT count(*) FROM ${raw.from} AS s WHERE ${only} AND NOT ${isPlaced} AND NOT ${aside} AND (${isThere.join(' OR ')})`,
        )
  account.missing = Math.max(0, account.read - account.placed - account.quarantined - account.carried)
  return account
}
