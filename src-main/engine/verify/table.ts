import type { VerificationCheck } from '../model/index.js'
import { findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { emptyAccount, isCarried, type Ledger, type TableAccount } from './account.js'
import { countRows } from './count-rows.js'
import type { Expectations, TableExpectation } from './expectations/expectation.js'
import { depthOf } from './levels.js'
import { verifyMapped, type VerifyOptions } from './mapped.js'
import type { PieceOrder } from './pieces.js'
import { bounds, walk, type RawTable } from './ranges.js'
import { rawTable } from './raw.js'

/** Rows of the target that belong to a conversation the source does not know. */
const notTheirs = 'NOT EXISTS (SELECT 1 FROM old.conversations AS oc WHERE oc.id = t.conversation_id COLLATE BINARY)'

/** Compares one raw table with its place, or with the legacy table that carries it. */
export async function verifyTable(
  order: PieceOrder,
  ledger: Ledger,
  expectations: Expectations,
  table: Table,
): Promise<{ account: TableAccount; checks: VerificationCheck[] }> {
  const started = performance.now()
  const account = await accountFor(order, ledger, expectations, table)
  return { account, checks: [tableCheck(account, performance.now() - started)] }
}

async function accountFor(
  order: PieceOrder,
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

export function expectationFor(expectations: Expectations, table: Table): TableExpectation | null {
  const found = expectations.tables.find((each) => each.table === table.name.toLowerCase())
  return found && isOf(table, found) ? found : null
}

export function isOf(table: Table, expectation: TableExpectation | null): boolean {
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
      only === null
        ? rows
        : number(ledger.db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${where}`, parameters)
    account.carried += number(
      ledger.db,
      `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${where} AND ${carried}`,
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
