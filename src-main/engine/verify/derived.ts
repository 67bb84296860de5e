import type { VerificationCheck } from '../model/index.js'
import { columnNames, type Table } from '../sqlite/introspect.js'
import { setAside, type Ledger } from './account.js'
import type { DerivedExpectation } from './expectations/expectation.js'
import { asText } from './same.js'
import { bounds, walk, type RawTable } from './ranges.js'

/**
 * Checks everything that is made for each row of a raw table (messages, knowledge, usage), in one walk over it. Rows that
 * have no place themselves (quarantined, without a key) have nothing made for them. The time of the walk is shared out
 * evenly among the checks.
 */
export async function derivedChecks(
  ledger: Ledger,
  raw: RawTable,
  table: Table,
  expectations: DerivedExpectation[],
  signal: AbortSignal,
): Promise<VerificationCheck[]> {
  const { db } = ledger
  const started = performance.now()
  const names = columnNames(table)
  const lacks = ({ needs }: DerivedExpectation) => needs.filter((column) => !names.has(column))
  const looked = expectations.filter((expectation) => lacks(expectation).length === 0)
  for (const { prepare } of looked) prepare?.(db)
  const { rows, violations } = await countViolations(ledger, raw, table, looked, signal)
  const ms = Math.round((performance.now() - started) / Math.max(1, looked.length))
  return expectations.map((expectation) => {
    const { name, proves } = expectation
    const missing = lacks(expectation)
    if (missing.length > 0) {
      const detail = `not looked at: the source has no ${missing.join(', ')}`
      return { layer: 'data', name, passed: true, detail, ms: 0 }
    }
    const wrong = violations[looked.indexOf(expectation)] ?? 0
    const detail = wrong === 0 ? `${proves} (${rows} looked at)` : `${wrong} of ${rows} do not hold`
    return { layer: 'data', name, passed: wrong === 0, detail, ms }
  })
}

async function countViolations(
  ledger: Ledger,
  raw: RawTable,
  table: Table,
  expectations: DerivedExpectation[],
  signal: AbortSignal,
): Promise<{ rows: number; violations: number[] }> {
  const violations = expectations.map(() => 0)
  let rows = 0
  if (expectations.length === 0) return { rows, violations }
  const { db } = ledger
  const aside = setAside(ledger, table, raw.rowid)
  const counts = expectations.map(({ violated }) => `count(CASE WHEN ${violated} THEN 1 END)`).join(', ')
  await walk(db, raw, signal, (range) => {
    const { sql, parameters } = bounds(`s.${raw.rowid}`, range)
    const [met, ...found] = db
      .prepare(
        `SELECT count(*), ${counts} FROM ${raw.from} AS s NOT INDEXED WHERE ${sql} AND NOT ${aside}
           AND EXISTS (SELECT 1 FROM main.conversations AS placed WHERE placed.id = ${asText('s.id')})`,
      )
      .raw()
      .get(parameters) as bigint[]
    rows += range.rows(Number(met))
    for (const [index, wrong] of found.entries()) violations[index] = (violations[index] ?? 0) + Number(wrong)
  })
  return { rows, violations }
}
