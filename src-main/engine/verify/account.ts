import type { Connection } from '../sqlite/open.js'
import { number } from '../sqlite/open.js'
import { findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { Mismatch } from '../model/index.js'
import type { TableExpectation } from './expectations/expectation.js'
import { allOf, asText, cell, sameCells } from './same.js'

/** What became of the rows of one raw table, found by looking at both sides. */
export type TableAccount = {
  name: string
  target: string
  /** Rows of the raw table, by count(*). */
  read: number
  /** Rows that have a row in the target, whatever its values. */
  placed: number
  /** Rows in their place with every value the same. */
  identical: number
  /** Rows in their place in which a value was changed by a stated rule, with a record that holds the raw value. */
  repaired: number
  quarantined: number
  carried: number
  mismatched: number
  missing: number
  /** Rows of the target that no row of the source explains. */
  extra: number
  values: number
  samples: Mismatch[]
}

export function emptyAccount(name: string, target: string): TableAccount {
  const zero = {
    read: 0,
    placed: 0,
    identical: 0,
    repaired: 0,
    quarantined: 0,
    carried: 0,
    mismatched: 0,
    missing: 0,
    extra: 0,
  }
  return { name, target, ...zero, values: 0, samples: [] }
}

/** Ten samples are enough to understand; all are counted. */
export const sampleLimit = 10

/** The target's side of one verification: its tables, and what its ledger says of a source. */
export type Ledger = {
  db: Connection
  tables: Table[]
  /** The legacy tables of a raw table: of single columns, and of whole rows. */
  carriedColumns(table: string): { column: string; legacy: string }[]
  carriedRows(table: string): string | null
}

/** Reads the ledger of the database that is `main`. */
export function openLedger(db: Connection, source: string | null): Ledger {
  const tables = tablesOf(db, 'main')
  const rows = findTable(tables, 'migration_carried')
    ? (db
        .prepare(
          `SELECT table_name, column_name, legacy_table FROM main.migration_carried WHERE ? IS NULL OR source = ?`,
        )
        .all(source, source) as { table_name: string; column_name: string | null; legacy_table: string }[])
    : []
  const of = (table: string) => rows.filter((row) => row.table_name.toLowerCase() === table.toLowerCase())
  return {
    db,
    tables,
    carriedColumns: (table) =>
      of(table).flatMap((row) =>
        row.column_name === null ? [] : [{ column: row.column_name, legacy: row.legacy_table }],
      ),
    carriedRows: (table) => of(table).find((row) => row.column_name === null)?.legacy_table ?? null,
  }
}

/** The raw key of `s` as the target's key column holds it: the join then finds the row whatever the source's type is. */
export function storedKey(tables: Table[], expectation: TableExpectation): string {
  const raw = cell('s', expectation.key.from)
  const column = findTable(tables, expectation.target)?.columns.find(({ name }) => name === expectation.key.to)
  return column?.affinity === 'TEXT' ? asText(raw) : raw
}

/**
 * A condition that the raw row `s` was set aside. Such a row has no place of its own, also where another row of the same
 * key has one: a table without a key may hold an id twice, and '07' and '7' are one INTEGER.
 */
export function setAside(db: Connection, table: Table, rowid: string): string {
  const of = `table_name = ${quoteText(table.name)} AND column_name = ${quoteText(table.columns[0]?.name ?? '')}`
  const any = number(db, `SELECT EXISTS (SELECT 1 FROM main.migration_quarantine WHERE ${of})`)
  if (any === 0) return '0'
  return `EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE ${of} AND q.row_key = s.${rowid})`
}

/** A condition that the quarantine holds each cell of the raw row `s` unchanged. */
export function isQuarantined(table: Table, rowid: string): string {
  const cells = table.columns.map(
    ({ name }) => `EXISTS (SELECT 1 FROM main.migration_quarantine AS q
      WHERE q.table_name = ${quoteText(table.name)} AND q.column_name = ${quoteText(name)} AND q.row_key = s.${rowid}
        AND ${sameCells([['q.value', cell('s', name)]])})`,
  )
  return `(${allOf(cells)})`
}

/** The column of a legacy table that keeps the raw rowid. Never `rowid`: a carried column may have that name. */
export function legacyKey(ledger: Ledger, legacy: string): string {
  const key = findTable(ledger.tables, legacy)?.columns.find(({ keyPosition }) => keyPosition > 0)
  return quoteName(key?.name ?? 'rowid')
}

/** A condition that the raw row `s` stands word for word in a legacy table, under the rowid that was kept there. */
export function isCarried(ledger: Ledger, legacy: string, columns: string[], rowid: string): string {
  const same = sameCells(columns.map((name) => [cell('l', name), cell('s', name)]))
  return `EXISTS (SELECT 1 FROM main.${quoteName(legacy)} AS l WHERE l.${legacyKey(ledger, legacy)} = s.${rowid} AND ${same})`
}
