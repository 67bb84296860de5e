import type { VerificationCheck } from '../model/index.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { emptyAccount, isCarried, sampleLimit, type Ledger, type TableAccount } from './account.js'
import { countRows } from './count-rows.js'
import { placesOf } from './expectations/index.js'
import type { TableExpectation } from './expectations/expectation.js'
import { verifyKept } from './kept.js'
import { depthOf } from './levels.js'
import { verifyMapped, type VerifyOptions } from './mapped.js'
import type { PieceOrder } from './pieces.js'
import { bounds, walk, type RawTable } from './ranges.js'
import { rawTable } from './raw.js'
import { belongs, carriedTooMuch } from './stage.js'

/** Rows of the target that belong to a conversation the source does not know. */
const notTheirs = 'NOT EXISTS (SELECT 1 FROM old.conversations AS oc WHERE oc.id = t.conversation_id COLLATE BINARY)'

/** Compares one raw table with its places, or with the legacy table that carries it. */
export async function verifyTable(
  order: PieceOrder,
  ledger: Ledger,
  table: Table,
): Promise<{ account: TableAccount; checks: VerificationCheck[] }> {
  const started = performance.now()
  const account = await accountFor(order, ledger, table)
  return { account, checks: [tableCheck(account, performance.now() - started)] }
}

async function accountFor(order: PieceOrder, ledger: Ledger, table: Table): Promise<TableAccount> {
  const { db, role } = order
  const places = placesOf(table, ledger.tables, role)
  if (role === 'kept' && places.length === 0) return verifyKept(order, ledger, table)
  const raw = rawTable(db, table)
  const moved = order.stage && role === 'old' ? belongs(order.stage, ledger, table, places, raw.rowid) : null
  const account = await compareRows(order, ledger, table, places, raw, moved)
  const count = (where: string) => number(db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${where}`)
  if (moved === null) return account
  const tooMuch = order.live ? 0 : carriedTooMuch(ledger, table, raw, moved)
  return { ...account, left: count(`NOT ${moved}`), extra: account.extra + tooMuch }
}

/** Compares the rows that had to be moved (`moved`, all where it is null), or the sample that was asked for. */
async function compareRows(
  order: PieceOrder,
  ledger: Ledger,
  table: Table,
  places: TableExpectation[],
  raw: RawTable,
  moved: string | null,
): Promise<TableAccount> {
  const { db, signal, onRows } = order
  const live = order.live && hasOldConversations(db) ? notTheirs : null
  if (!depthOf(order.level).values) return countRows(ledger, table, raw, places, moved)
  const sample = sampleCondition(raw, order.samplePercent)
  const only = [sample, moved].filter((condition) => condition !== null)
  const options = {
    ...{ signal, onRows, only: only.length === 0 ? null : only.join(' AND ') },
    ...{ tolerateExtra: live, complete: sample === null && moved === null },
  }
  if (places.length === 0) return verifyCarried(ledger, table, raw, options)
  return verifyPlaces(ledger, table, raw, places, options)
}

/** Every place of a raw table, and the rows that have none: each row counts once, whatever its places are. */
async function verifyPlaces(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  places: TableExpectation[],
  options: VerifyOptions,
): Promise<TableAccount> {
  const [first] = places
  if (first && places.length === 1 && first.rows === undefined) {
    return verifyMapped(ledger, table, raw, first, options)
  }
  const also = (condition: string) => (options.only === null ? condition : `(${options.only}) AND ${condition}`)
  const total = emptyAccount(table.name, first?.target ?? '')
  for (const place of places) {
    const only = also(place.rows ?? '1')
    const account = await verifyMapped(ledger, table, raw, place, { ...options, only, onRows: () => undefined })
    add(total, account, place.also === true)
  }
  const rest = places.map(({ rows }) => rows ?? '1').join(' OR ')
  const carried = await verifyCarried(ledger, table, raw, { ...options, only: also(`NOT (${rest})`), complete: false })
  add(total, carried, false)
  total.values = total.read * table.columns.length
  total.samples = total.samples.slice(0, sampleLimit)
  return total
}

/** Adds what was found in one place; of a second place of rows that were counted only what is wrong. */
function add(total: TableAccount, account: TableAccount, isSecond: boolean): void {
  total.mismatched += account.mismatched
  total.missing += account.missing
  total.extra += account.extra
  total.samples.push(...account.samples)
  if (isSecond) return
  for (const key of ['read', 'placed', 'identical', 'repaired', 'quarantined', 'carried', 'beside'] as const) {
    total[key] += account[key]
  }
}

function hasOldConversations(db: Connection): boolean {
  const conversations = findTable(tablesOf(db, 'old'), 'conversations')
  return conversations !== undefined && columnNames(conversations).has('id')
}

/** Chooses rows by a multiplicative hash of their rowid: spread evenly, and the same rows every time. */
function sampleCondition(raw: RawTable, percent = 100): string | null {
  if (percent >= 100) return null
  return `((s.${raw.rowid} & 0x7fffffff) * 2654435761 >> 8) % 10000 < ${Math.max(0, Math.round(percent * 100))}`
}

/** A table without a place must stand word for word in its legacy table, with no row more. */
async function verifyCarried(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  { signal, onRows, only, complete }: VerifyOptions,
): Promise<TableAccount> {
  const legacies = ledger.carriedRows(table.name)
  const account = emptyAccount(table.name, legacies[0] ?? '(nowhere)')
  const columns = table.columns.map(({ name }) => name)
  const carried = isCarried(ledger, legacies, columns, raw.rowid)
  await walk(ledger.db, raw, signal, (range) => {
    const { sql, parameters } = bounds(`s.${raw.rowid}`, range)
    const where = only === null ? sql : `${sql} AND ${only}`
    const count = (condition: string) =>
      number(ledger.db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${condition}`, parameters)
    const found = count(`${where} AND ${carried}`)
    account.carried += found
    account.read += only === null ? range.rows(found) : count(where)
    onRows(range.rows(found))
  })
  account.missing = account.read - account.carried
  account.values = account.read * columns.length
  const [legacy] = legacies
  account.extra =
    legacy === undefined || legacies.length > 1 || !complete
      ? 0
      : Math.max(0, number(ledger.db, `SELECT count(*) FROM main.${quoteName(legacy)}`) - account.read)
  return account
}

function tableCheck(account: TableAccount, ms: number): VerificationCheck {
  const { name, read, placed, identical, repaired, quarantined, carried, beside, left } = account
  const { mismatched, missing, extra } = account
  const parts = [`${identical + carried} of ${read} rows identical`]
  if (repaired > 0) parts.push(`${repaired} repaired by a recorded rule`)
  if (quarantined > 0) parts.push(`${quarantined} in quarantine, unchanged`)
  if (carried > 0 && !account.target.startsWith('legacy_')) parts.push(`${carried} of them carried word for word`)
  if (beside > 0) parts.push(`${beside} say something else than what is there, and stand whole beside it`)
  if (left > 0) parts.push(`${left} wait for a later stage`)
  if (mismatched > 0) parts.push(`${mismatched} differ`)
  if (missing > 0) parts.push(`${missing} are missing`)
  if (extra > 0) parts.push(`${extra} are not from the source`)
  if (account.values === 0 && read > 0) {
    const detail = `${placed + quarantined + carried} of ${read} rows are there; their values were not compared`
    return { layer: 'data', name, passed: placed + quarantined + carried === read, detail, ms: Math.round(ms) }
  }
  const settled = identical + repaired + quarantined + carried + beside
  const passed = settled === read && mismatched === 0 && missing === 0 && extra === 0
  return { layer: 'data', name, passed, detail: parts.join(', '), ms: Math.round(ms) }
}
