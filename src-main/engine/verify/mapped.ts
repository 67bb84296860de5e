import type { Table } from '../sqlite/introspect.js'
import { columnNames, findTable } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import {
  emptyAccount,
  isCarried,
  isQuarantined,
  legacyKey,
  sampleLimit,
  setAside,
  storedKey,
  type Ledger,
  type TableAccount,
} from './account.js'
import { isPlain } from './complete.js'
import type { TableExpectation } from './expectations/expectation.js'
import { differences } from './differences.js'
import { bounds, walk, type RawTable } from './ranges.js'
import { cell, sameCells } from './same.js'

/**
 * `only`: a condition on `s` that chooses a sample of the rows, or what a stage moved, or null for all; `complete`: whether
 * every row that has its place there is compared; `tolerateExtra`: see extraRows.
 */
export type VerifyOptions = {
  signal: AbortSignal
  onRows: (rows: number) => void
  only: string | null
  complete: boolean
  tolerateExtra: string | null
}

type Pair = { from: string; to: string }

/**
 * Compares a raw table with its place in the target: every row, every column, value and type, both ways. A column that
 * has no place must stand in a legacy table; a row that has none must be in quarantine or carried whole, unchanged.
 */
export async function verifyMapped(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  expectation: TableExpectation,
  options: VerifyOptions,
): Promise<TableAccount> {
  const { db } = ledger
  expectation.prepare?.(db)
  const account = emptyAccount(table.name, expectation.target)
  const { placed, carried, lost } = pairsOf(ledger, table, expectation)
  if (lost.length > 0 && !expectation.also)
    account.samples.push(...lost.map((column) => lostColumn(table.name, column)))
  // What a second place lacks, the first one has.
  const joins = expectation.also ? [] : carriedJoins(ledger, carried, raw.rowid)
  const carriedSame = expectation.also ? [] : carriedCells(carried, joins)
  const same = sameCells(placed.map(({ from, to }) => [cell('t', to), cell('s', from)]))
  const all = [same, ...carriedSame].join(' AND ')
  const legacies = ledger.carriedRows(table.name)
  const columns = table.columns.map(({ name }) => name)
  const whole = isCarried(ledger, legacies, columns, raw.rowid)
  const join = `CROSS JOIN main.${quoteName(expectation.target)} AS t
    ON t.${quoteName(expectation.key.to)} = ${storedKey(ledger, table, raw.rowid, expectation)}`
  const aside = setAside(ledger, table, raw.rowid)
  await walk(db, raw, options.signal, (range) => {
    const { sql: inRange, parameters } = bounds(`s.${raw.rowid}`, range)
    const sql = options.only === null ? inRange : `${inRange} AND ${options.only}`
    const hasPlace = `${sql} AND NOT ${aside}`
    const found = db
      .prepare(
        `SELECT count(*) AS joined, count(CASE WHEN ${all} THEN 1 END) AS identical
         FROM ${raw.from} AS s ${join} ${joins.map(({ join: sqlJoin }) => sqlJoin).join(' ')} WHERE ${hasPlace}`,
      )
      .get(parameters) as { joined: bigint; identical: bigint }
    const joined = Number(found.joined)
    // Each row meets one of its unique key at most, so that as many as there can be are all there are.
    const rows = range.rows(joined)
    const chosen =
      options.only === null
        ? rows
        : number(db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${sql}`, parameters)
    account.read += chosen
    account.placed += joined
    account.identical += Number(found.identical)
    if (Number(found.identical) < joined) {
      const sqlJoins = joins.map(({ join: sqlJoin }) => sqlJoin).join(' ')
      const beside =
        whole === '0'
          ? 0
          : number(
              db,
              `SELECT count(*) FROM ${raw.from} AS s ${join} ${sqlJoins} WHERE ${hasPlace} AND NOT (${all}) AND ${whole}`,
              parameters,
            )
      const where = { sql: `${hasPlace} AND NOT (${same}) AND NOT ${whole}`, parameters }
      const result = differences(ledger, table, raw, expectation, placed, join, where)
      const elsewhere = joined - Number(found.identical) - beside - result.repaired - result.mismatched
      account.beside += beside
      account.repaired += result.repaired
      // A row that differs only in a carried column is a mismatch of the legacy table.
      account.mismatched += result.mismatched + Math.max(0, elsewhere)
      account.samples.push(...result.samples)
    }
    if (joined < chosen) settleAbsent(ledger, account, table, raw, expectation, { sql, aside, parameters })
    options.onRows(rows)
  })
  if (lost.length > 0 && !expectation.also) account.mismatched = Math.max(account.mismatched, account.read)
  account.values = account.read * table.columns.length
  if (options.only === null) account.extra = extraRows(ledger, account, table, raw, expectation, options.tolerateExtra)
  account.samples = account.samples.slice(0, sampleLimit)
  return account
}

/** Of each carried column, a condition that one of its legacy tables has the cell unchanged. */
function carriedCells(
  carried: { column: string; legacy: string }[],
  joins: { legacy: string; alias: string }[],
): string[] {
  const columns = [...new Set(carried.map(({ column }) => column))]
  return columns.map((column) => {
    const found = joins
      .filter(({ legacy }) => carried.some((each) => each.column === column && each.legacy === legacy))
      .map(({ alias }) => sameCells([[cell(alias, column), cell('s', column)]]))
    return found.length === 1 ? (found[0] ?? '0') : `(${found.join(' OR ')})`
  })
}

/** Each source column's place; a target column is taken once, by the first pair that names it. */
function pairsOf(ledger: Ledger, table: Table, expectation: TableExpectation) {
  const carriedColumns = ledger.carriedColumns(table.name)
  const target = findTable(ledger.tables, expectation.target)
  const targetColumns = target ? columnNames(target) : new Set<string>()
  const sourceColumns = new Map(table.columns.map(({ name }) => [name.toLowerCase(), name]))
  const placed: Pair[] = []
  for (const [from, to] of expectation.pairs) {
    const name = sourceColumns.get(from)
    if (name === undefined || !targetColumns.has(to) || placed.some((pair) => pair.to === to)) continue
    placed.push({ from: name, to })
  }
  const rest = table.columns.filter(({ name }) => !placed.some(({ from }) => from === name))
  const carried = rest.flatMap(({ name }) => carriedColumns.filter(({ column }) => column === name))
  const lost = rest.map(({ name }) => name).filter((name) => !carried.some(({ column }) => column === name))
  return { placed, carried, lost }
}

function carriedJoins(
  ledger: Ledger,
  carried: { column: string; legacy: string }[],
  rowid: string,
): { legacy: string; alias: string; join: string }[] {
  const legacies = [...new Set(carried.map(({ legacy }) => legacy))]
  return legacies.map((legacy, index) => {
    const alias = `l${index}`
    const join = `LEFT JOIN main.${quoteName(legacy)} AS ${alias} ON ${alias}.${legacyKey(ledger, legacy)} = s.${rowid}`
    return { legacy, alias, join }
  })
}

/** Rows without a counterpart: each must be in quarantine or carried, cell by cell the same; others are missing. */
function settleAbsent(
  ledger: Ledger,
  account: TableAccount,
  table: Table,
  raw: RawTable,
  expectation: TableExpectation,
  where: { sql: string; aside: string; parameters: object },
): void {
  const { db } = ledger
  const { sql, aside, parameters } = where
  const key = `s.${quoteName(expectation.key.from)}`
  const absent = `${sql} AND (${aside} OR NOT EXISTS (SELECT 1 FROM main.${quoteName(expectation.target)} AS t
    WHERE t.${quoteName(expectation.key.to)} = ${storedKey(ledger, table, raw.rowid, expectation)}))`
  const count = (condition: string) =>
    number(db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${absent} AND ${condition}`, parameters)
  const columns = table.columns.map(({ name }) => name)
  const inQuarantine = isQuarantined(ledger, table, raw.rowid)
  const carriedWhole = isCarried(ledger, ledger.carriedRows(table.name), columns, raw.rowid)
  const elsewhere = `(${inQuarantine} OR ${carriedWhole})`
  account.quarantined += count(inQuarantine)
  if (carriedWhole !== '0') account.carried += count(`NOT ${inQuarantine} AND ${carriedWhole}`)
  const missing = count(`NOT ${elsewhere}`)
  if (missing === 0) return
  account.missing += missing
  const keys = db
    .prepare(
      `SELECT CAST(${key} AS TEXT) FROM ${raw.from} AS s NOT INDEXED WHERE ${absent} AND NOT ${elsewhere} LIMIT ${sampleLimit}`,
    )
    .pluck()
  for (const each of keys.all(parameters) as (string | null)[]) {
    account.samples.push({
      table: table.name,
      key: each ?? 'NULL',
      column: '(row)',
      source: 'present',
      target: 'missing',
    })
  }
}

/**
 * Rows of the target without a row of the source. `tolerate` is SQL over `t` for rows that are not the source's business
 * (made since the migration).
 */
function extraRows(
  ledger: Ledger,
  account: TableAccount,
  table: Table,
  raw: RawTable,
  expectation: TableExpectation,
  tolerate: string | null,
): number {
  const { db } = ledger
  // Where several databases came together, the rows of the others are no surplus: `fromSomewhere` looks at all of them.
  if (expectation.more || expectation.rows !== undefined || !isPlain(db)) return 0
  const hasConversation = findTable(ledger.tables, expectation.target)?.columns.some(
    ({ name }) => name === 'conversation_id',
  )
  const theirs = tolerate !== null && hasConversation ? `AND NOT (${tolerate})` : ''
  if (tolerate !== null && !hasConversation) return 0
  const target = `main.${quoteName(expectation.target)}`
  // Every counterpart was found by its unique key: when the target has no more rows than that, none is extra.
  if (number(db, `SELECT count(*) FROM ${target}`) <= account.placed) return 0
  return number(
    db,
    `SELECT count(*) FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${raw.from} AS s
       WHERE t.${quoteName(expectation.key.to)} = ${storedKey(ledger, table, raw.rowid, expectation)})
       AND NOT ${isPlaceholder(expectation)} ${theirs}`,
  )
}

/** A condition that the row `t` stands for what raw rows point to and no table has; it is recorded as that. */
function isPlaceholder({ target, key }: TableExpectation): string {
  return `EXISTS (SELECT 1 FROM main.migration_repairs AS p WHERE p.table_name = ${quoteText(target)}
    AND p.column_name = 'id' AND p.row_key = t.${quoteName(key.to)} AND p.rule = 'placeholder')`
}

function lostColumn(table: string, column: string) {
  return { table, key: '(every row)', column, source: 'present', target: 'neither in its place nor carried' }
}
