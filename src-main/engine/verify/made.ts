import type { VerificationCheck } from '../model/index.js'
import { columnNames, type Table } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
import { setAside, type Ledger } from './account.js'
import { placesOf } from './expectations/index.js'
import { madeExpectations, type MadeExpectation } from './expectations/made.js'
import type { PieceOrder } from './pieces.js'
import { bounds, walk } from './ranges.js'
import { rawTable } from './raw.js'
import { belongs } from './stage.js'

/** What must have been made of the rows of a raw table besides their own place. */
export function madeOf(table: Table): MadeExpectation[] {
  const names = columnNames(table)
  return madeExpectations.filter((each) => {
    return each.table === table.name.toLowerCase() && each.signature.every((column) => names.has(column))
  })
}

/** Whether every row is there that must have been made of a raw table, each as the rule says. */
export async function madeCheck(
  ledger: Ledger,
  table: Table,
  { name, proves, violated, prepare }: MadeExpectation,
  { stage, signal }: Pick<PieceOrder, 'stage' | 'signal'>,
): Promise<VerificationCheck> {
  const started = performance.now()
  const { db } = ledger
  const raw = rawTable(db, table)
  prepare?.(db, raw)
  const aside = setAside(ledger, table, raw.rowid)
  // Rows that a later stage moves make nothing yet.
  const places = placesOf(table, ledger.tables, 'old')
  const moved = (stage ? belongs(stage, ledger, table, places, raw.rowid) : null) ?? '1'
  let [rows, wrong] = [0, 0]
  await walk(db, raw, signal, (range) => {
    const { sql, parameters } = bounds(`s.${raw.rowid}`, range)
    rows += range.rows()
    const where = `${sql} AND NOT ${aside} AND ${moved} AND ${violated(`s.${raw.rowid}`)}`
    wrong += number(db, `SELECT count(*) FROM ${raw.from} AS s NOT INDEXED WHERE ${where}`, parameters)
  })
  const detail = wrong === 0 ? `${proves} (${rows} looked at)` : `${wrong} of ${rows} do not hold`
  return { layer: 'data', name, passed: wrong === 0, detail, ms: Math.round(performance.now() - started) }
}
