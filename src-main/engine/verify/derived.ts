import type { VerificationCheck } from '../model/index.js'
import { columnNames, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { setAside } from './account.js'
import type { DerivedExpectation } from './expectations/expectation.js'
import { asText } from './same.js'
import { bounds, walk, type RawTable } from './ranges.js'

/**
 * Checks what is made for each row of a raw table (messages, knowledge, usage). Rows that have no place themselves
 * (quarantined, without a key) have nothing made for them.
 */
export async function derivedCheck(
  db: Connection,
  raw: RawTable,
  table: Table,
  expectation: DerivedExpectation,
  signal: AbortSignal,
): Promise<VerificationCheck> {
  const started = performance.now()
  const { name } = expectation
  const names = columnNames(table)
  const missing = expectation.needs.filter((column) => !names.has(column))
  if (missing.length > 0) {
    return {
      layer: 'data',
      name,
      passed: true,
      detail: `not looked at: the source has no ${missing.join(', ')}`,
      ms: 0,
    }
  }
  expectation.prepare?.(db)
  const aside = setAside(db, table, raw.rowid)
  let violations = 0
  let rows = 0
  await walk(db, raw, signal, (after, upTo, count) => {
    const { sql, parameters } = bounds(`s.${raw.rowid}`, after, upTo)
    rows += count
    violations += number(
      db,
      `SELECT count(*) FROM ${raw.from} AS s WHERE ${sql} AND NOT ${aside} AND (${expectation.violated})
         AND EXISTS (SELECT 1 FROM main.conversations AS placed WHERE placed.id = ${asText('s.id')})`,
      parameters,
    )
  })
  const detail = violations === 0 ? `${expectation.proves} (${rows} looked at)` : `${violations} of ${rows} do not hold`
  return { layer: 'data', name, passed: violations === 0, detail, ms: Math.round(performance.now() - started) }
}
