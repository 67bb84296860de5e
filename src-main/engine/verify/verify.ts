import type { Mismatch, ValidationLevel, VerificationCheck } from '../model/index.js'
import { findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { emptyAccount, isCarried, openLedger, sampleLimit, type Ledger, type TableAccount } from './account.js'
import { countRows } from './count-rows.js'
import { derivedCheck } from './derived.js'
import { knowledgeExpectations } from './expectations/knowledge.js'
import type { Expectations, TableExpectation } from './expectations/expectation.js'
import { depthOf } from './levels.js'
import { verifyMapped, type VerifyOptions } from './mapped.js'
import { bounds, walk, type RawTable } from './ranges.js'
import { nothingMore } from './nothing-more.js'
import { rawTable } from './raw.js'
import { regressionChecks } from './regression/ask.js'
import { structureChecks } from './structure.js'

/** What verification is given: `main` is the new database, `old` the raw source, both read-only. */
export type VerifyOrder = {
  db: Connection
  level: ValidationLevel
  /** Real path of the source as the ledger names it; null takes every source's records. */
  source: string | null
  /** The new app may have written since: rows of conversations that the source does not know are not its business. */
  live: boolean
  /** Of each table, the share of rows to compare; 100 (the default) is every row. */
  samplePercent?: number
  signal: AbortSignal
  onRows: (rows: number) => void
  onCheck: (check: VerificationCheck) => void
}

export type VerifyOutcome = {
  passed: boolean
  accounts: TableAccount[]
  checks: VerificationCheck[]
  samples: Mismatch[]
}

/** Rows of the target that belong to a conversation the source does not know. */
const notTheirs = 'NOT EXISTS (SELECT 1 FROM old.conversations AS oc WHERE oc.id = t.conversation_id COLLATE BINARY)'

/**
 * Compares every raw table of the source with the new database and checks the new database's structure. Reads only raw
 * tables on the source's side (design 3.7). Rejects only when it cannot look; a difference is an outcome.
 */
export async function verify(order: VerifyOrder): Promise<VerifyOutcome> {
  const { db } = order
  const expectations = knowledgeExpectations
  const ledger = openLedger(db, order.source)
  const raw = tablesOf(db, 'old')
  const accounts: TableAccount[] = []
  const checks: VerificationCheck[] = []
  const note = (check: VerificationCheck) => {
    checks.push(check)
    order.onCheck(check)
  }
  for (const table of raw) {
    const started = performance.now()
    const account = await accountFor(order, ledger, expectations, table)
    accounts.push(account)
    note(tableCheck(account, performance.now() - started))
  }
  const depth = depthOf(order.level)
  for (const derived of depth.values ? expectations.derived : []) {
    const table = findTable(raw, derived.table)
    if (!table || !isOf(table, expectationFor(expectations, table))) continue
    note(await derivedCheck(db, rawTable(db, table), table, derived, order.signal))
  }
  if (depth.values && !order.live) note(nothingMore(db, accounts))
  for (const check of structureChecks(db, order.level)) note(check)
  if (depth.use) for (const check of regressionChecks(db)) note(check)
  const samples = accounts.flatMap((account) => account.samples).slice(0, sampleLimit)
  return { passed: checks.every((check) => check.passed), accounts, checks, samples }
}

async function accountFor(
  order: VerifyOrder,
  ledger: Ledger,
  expectations: Expectations,
  table: Table,
): Promise<TableAccount> {
  const { db, signal, onRows } = order
  const raw = rawTable(db, table)
  const expectation = expectationFor(expectations, table)
  const live = order.live && findTable(tablesOf(db, 'old'), 'conversations') ? notTheirs : null
  if (!depthOf(order.level).values) return countRows(ledger, table, raw, expectation)
  const options = { signal, onRows, only: sampleCondition(raw, order.samplePercent), tolerateExtra: live }
  if (!expectation) return verifyCarried(ledger, table, raw, options)
  return verifyMapped(ledger, table, raw, expectation, options)
}

/** Chooses rows by a multiplicative hash of their rowid: spread evenly, and the same rows every time. */
function sampleCondition(raw: RawTable, percent = 100): string | null {
  if (percent >= 100) return null
  return `((s.${raw.rowid} & 0x7fffffff) * 2654435761 >> 8) % 10000 < ${Math.max(0, Math.round(percent * 100))}`
}

function expectationFor(expectations: Expectations, table: Table): TableExpectation | null {
  const found = expectations.tables.find((each) => each.table === table.name.toLowerCase())
  return found && isOf(table, found) ? found : null
}

function isOf(table: Table, expectation: TableExpectation | null): boolean {
  const names = new Set(table.columns.map(({ name }) => name.toLowerCase()))
  return expectation !== null && expectation.signature.every((column) => names.has(column))
}

/** A table without a place must stand word for word in its legacy table, with no row more. */
async function verifyCarried(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  { signal, onRows, only }: VerifyOptions,
): Promise<TableAccount> {
  const legacy = ledger.carriedRows(table.name)
  const account = emptyAccount(table.name, legacy ?? '(nowhere)')
  const columns = table.columns.map(({ name }) => name)
  const carried = legacy === null ? '0' : isCarried(ledger, legacy, columns, raw.rowid)
  await walk(ledger.db, raw, signal, (after, upTo, rows) => {
    const { sql, parameters } = bounds(`s.${raw.rowid}`, after, upTo)
    const where = only === null ? sql : `${sql} AND ${only}`
    account.read +=
      only === null ? rows : number(ledger.db, `SELECT count(*) FROM ${raw.from} AS s WHERE ${where}`, parameters)
    account.carried += number(
      ledger.db,
      `SELECT count(*) FROM ${raw.from} AS s WHERE ${where} AND ${carried}`,
      parameters,
    )
    onRows(rows)
  })
  account.missing = account.read - account.carried
  account.values = account.read * columns.length
  account.extra =
    legacy === null || only !== null
      ? 0
      : Math.max(0, number(ledger.db, `SELECT count(*) FROM main.${quoteName(legacy)}`) - account.read)
  return account
}

function tableCheck(account: TableAccount, ms: number): VerificationCheck {
  const { name, read, placed, identical, repaired, quarantined, carried, mismatched, missing, extra } = account
  const parts = [`${identical + carried} of ${read} rows identical`]
  if (repaired > 0) parts.push(`${repaired} repaired by a recorded rule`)
  if (quarantined > 0) parts.push(`${quarantined} in quarantine, unchanged`)
  if (carried > 0 && !account.target.startsWith('legacy_')) parts.push(`${carried} of them carried word for word`)
  if (mismatched > 0) parts.push(`${mismatched} differ`)
  if (missing > 0) parts.push(`${missing} are missing`)
  if (extra > 0) parts.push(`${extra} are not from the source`)
  if (account.values === 0 && read > 0) {
    const detail = `${placed + quarantined + carried} of ${read} rows are there; their values were not compared`
    return { layer: 'data', name, passed: placed + quarantined + carried === read, detail, ms: Math.round(ms) }
  }
  const settled = identical + repaired + quarantined + carried
  const passed = settled === read && mismatched === 0 && missing === 0 && extra === 0
  return { layer: 'data', name, passed, detail: parts.join(', '), ms: Math.round(ms) }
}
