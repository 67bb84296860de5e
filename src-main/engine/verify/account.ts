import type { Connection } from '../sqlite/open.js'
import { number } from '../sqlite/open.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { Mismatch } from '../model/index.js'
import type { TableExpectation } from './expectations/expectation.js'
import { allOf, asText, cell, sameCells } from './same.js'

/** What became of the rows of one raw table, found by looking at both sides. */
export type TableAccount = {
  /** Real path of its database, as the books name it; '' where the caller compares one pair of files. */
  database: string
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
  /** Rows that a fresh or staged migration had to leave; no part of `read`. */
  left: number
  /** Rows that have a row in the target which says something else, and stand whole in a legacy table beside it. */
  beside: number
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
    left: 0,
    beside: 0,
    mismatched: 0,
    missing: 0,
    extra: 0,
  }
  return { database: '', name, target, ...zero, values: 0, samples: [] }
}

/** Ten samples are enough to understand; all are counted. */
export const sampleLimit = 10

/** The target's side of one verification: its tables, and what its ledger says of a source. */
export type Ledger = {
  db: Connection
  tables: Table[]
  /** Real path of the source whose records count; null takes every source's. */
  source: string | null
  /** The legacy tables of a raw table: of single columns, and of whole rows. */
  carriedColumns(table: string): { column: string; legacy: string }[]
  carriedRows(table: string): string[]
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
    source,
    carriedColumns: (table) =>
      of(table).flatMap((row) =>
        row.column_name === null ? [] : [{ column: row.column_name, legacy: row.legacy_table }],
      ),
    carriedRows: (table) => [
      ...new Set(of(table).flatMap((row) => (row.column_name === null ? [row.legacy_table] : []))),
    ],
  }
}

/**
 * The raw key of `s` as the target's key column holds it: the join then finds the row whatever the source's type is. A row
 * without a key was given one that is made of its place; a number that was taken elsewhere became the recorded one.
 */
export function storedKey(ledger: Ledger, table: Table, rowid: string, expectation: TableExpectation): string {
  const raw = cell('s', expectation.key.from)
  const { tables } = ledger
  const column = findTable(tables, expectation.target)?.columns.find(({ name }) => name === expectation.key.to)
  if (column?.affinity === 'TEXT') return `coalesce(${asText(raw)}, ${madeKey(table, rowid)})`
  if (!hasNewNumbers(ledger, table, expectation)) return raw
  return `coalesce((SELECT r.after FROM main.migration_repairs AS r WHERE r.table_name = ${quoteText(table.name)}
    AND r.column_name = ${quoteText(expectation.key.from)} AND r.row_key IS ${raw} AND r.rule = 'new number'
    ${ofSource(ledger, 'r')} ORDER BY r.id DESC LIMIT 1), ${raw})`
}

/** The key that a row without one was given (facts T7). */
export const madeKey = (table: Table, rowid: string) => `(${quoteText(`row_${table.name}_`)} || s.${rowid})`

function hasNewNumbers(ledger: Ledger, table: Table, expectation: TableExpectation): boolean {
  return (
    number(
      ledger.db,
      `SELECT EXISTS (SELECT 1 FROM main.migration_repairs AS r WHERE r.table_name = ${quoteText(table.name)}
         AND r.column_name = ${quoteText(expectation.key.from)} AND r.rule = 'new number' ${ofSource(ledger, 'r')})`,
    ) > 0
  )
}

/** A condition that a record of the ledger is of the source that is compared. */
export function ofSource({ source }: Ledger, alias: string): string {
  return source === null ? '' : `AND ${alias}.source = ${quoteText(source)}`
}

/**
 * A condition that the raw row `s` was set aside. Such a row has no place of its own, also where another row of the same
 * key has one: a table without a key may hold an id twice, and '07' and '7' are one INTEGER.
 */
export function setAside(ledger: Ledger, table: Table, rowid: string): string {
  const of = `q.table_name = ${quoteText(table.name)} AND q.column_name = ${quoteText(table.columns[0]?.name ?? '')}
    ${ofSource(ledger, 'q')}`
  const any = number(ledger.db, `SELECT EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE ${of})`)
  if (any === 0) return '0'
  return `EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE ${of} AND q.row_key = s.${rowid})`
}

/** A condition that the quarantine holds each cell of the raw row `s` unchanged. */
export function isQuarantined(ledger: Ledger, table: Table, rowid: string): string {
  const cells = table.columns.map(
    ({ name }) => `EXISTS (SELECT 1 FROM main.migration_quarantine AS q
      WHERE q.table_name = ${quoteText(table.name)} AND q.column_name = ${quoteText(name)} AND q.row_key = s.${rowid}
        AND ${sameCells([['q.value', cell('s', name)]])} ${ofSource(ledger, 'q')})`,
  )
  return `(${allOf(cells)})`
}

/** The column of a legacy table that keeps the raw rowid. Never `rowid`: a carried column may have that name. */
export function legacyKey(ledger: Ledger, legacy: string): string {
  const key = findTable(ledger.tables, legacy)?.columns.find(({ keyPosition }) => keyPosition > 0)
  return quoteName(key?.name ?? 'rowid')
}

/** A condition that the raw row `s` stands word for word in a legacy table, under the rowid that was kept there. */
export function isCarried(ledger: Ledger, legacies: string[], columns: string[], rowid: string): string {
  const same = sameCells(columns.map((name) => [cell('l', name), cell('s', name)]))
  const found = legacies
    .filter((legacy) => hasColumns(ledger, legacy, columns))
    .map((legacy) => {
      return `EXISTS (SELECT 1 FROM main.${quoteName(legacy)} AS l WHERE l.${legacyKey(ledger, legacy)} = s.${rowid} AND ${same})`
    })
  return found.length === 0 ? '0' : `(${found.join(' OR ')})`
}

function hasColumns(ledger: Ledger, legacy: string, columns: string[]): boolean {
  const there = findTable(ledger.tables, legacy)
  const names = there ? columnNames(there) : new Set<string>()
  return columns.every((column) => names.has(column.toLowerCase()))
}
