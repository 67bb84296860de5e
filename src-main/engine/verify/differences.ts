import { affinityOf } from '../sqlite/affinity.js'
import { findTable, type Table } from '../sqlite/introspect.js'
import { number } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { Mismatch } from '../model/index.js'
import { madeKey, sampleLimit, type Ledger } from './account.js'
import type { TableExpectation } from './expectations/expectation.js'
import { expectedTimestamp } from './expectations/knowledge.js'
import type { RawTable } from './ranges.js'
import { allOf, cell, sameCell } from './same.js'
import { shown, shownPair } from './shown.js'

type Pair = { from: string; to: string }
type Where = { sql: string; parameters: object }

const timestamps = new Set(['created_at', 'updated_at', 'last_updated', 'timestamp'])

/**
 * Looks at rows of which at least one cell differs. A difference is right when its repair record holds the raw value and
 * the new one, and the new one is what the stated rule makes of the raw one, computed here and not by the copy.
 */
export function differences(
  ledger: Ledger,
  table: Table,
  raw: RawTable,
  expectation: TableExpectation,
  pairs: Pair[],
  join: string,
  where: Where,
): { repaired: number; mismatched: number; samples: Mismatch[] } {
  const { db } = ledger
  const from = `FROM ${raw.from} AS s ${join} WHERE ${where.sql}`
  const rights = pairs.map(
    (pair) =>
      `(${sameCell(cell('t', pair.to), cell('s', pair.from))} OR ${justified(ledger, table, raw, expectation, pair)})`,
  )
  const right = allOf(rights)
  const total = number(db, `SELECT count(*) ${from}`, where.parameters)
  const repaired = number(db, `SELECT count(*) ${from} AND ${right}`, where.parameters)
  if (repaired === total) return { repaired, mismatched: 0, samples: [] }
  const samples = pairs.flatMap((pair, index) =>
    (
      db
        .prepare(
          `SELECT s.${quoteName(expectation.key.from)} AS key, ${cell('s', pair.from)} AS source, ${cell('t', pair.to)} AS target
           ${from} AND NOT (${rights[index] ?? '1'}) LIMIT ${sampleLimit}`,
        )
        .all(where.parameters) as { key: unknown; source: unknown; target: unknown }[]
    ).map(({ key, ...values }): Mismatch => {
      const [source, target] = shownPair(values.source, values.target)
      return { table: table.name, key: shown(key), column: pair.from, source, target }
    }),
  )
  return { repaired, mismatched: total - repaired, samples: samples.slice(0, sampleLimit) }
}

function justified(ledger: Ledger, table: Table, raw: RawTable, expectation: TableExpectation, pair: Pair): string {
  const [before, after] = [cell('s', pair.from), cell('t', pair.to)]
  const key = `s.${quoteName(expectation.key.from)}`
  const made = madeKey(table, raw.rowid)
  const isKey = pair.from === expectation.key.from
  // A missing value may be another database's or what the conversation says elsewhere, and a number a new one; what the
  // record says after is what is there.
  const filled = `r.rule IN ('filled from another database', 'completed from its messages')`
  const free = `${filled} AND ${before} IS NULL${isKey ? ` OR r.rule = 'new number'` : ''}`
  const rule = isKey
    ? `coalesce(${ruled(ledger, expectation, pair, before)}, ${made})`
    : ruled(ledger, expectation, pair, before)
  const records = (condition: string) => `EXISTS (SELECT 1 FROM main.migration_repairs AS r
    WHERE r.table_name = ${quoteText(table.name)} AND r.column_name = ${quoteText(pair.from)}
      AND r.row_key IS coalesce(${key}, ${made}) AND ${condition})`
  const atOnce = records(`${sameCell('r.before', before)} AND ${sameCell('r.after', after)}
    AND (+${after} IS ${rule} COLLATE BINARY OR ${free})`)
  // What nobody can read is missing, and then another database's: two records, the first with the raw value.
  const inTwo = [
    ...[`${before} IS NOT NULL`, `(${rule}) IS NULL`, records(`${sameCell('r.before', before)} AND r.after IS NULL`)],
    records(`${filled} AND r.before IS NULL AND ${sameCell('r.after', after)}`),
  ]
  return `(${atOnce} OR (${inTwo.join(' AND ')}))`
}

/** What the rule makes of the raw cell: the timestamp's, then the conversion that the target's type asks for. */
function ruled(ledger: Ledger, expectation: TableExpectation, pair: Pair, before: string): string {
  const column = findTable(ledger.tables, expectation.target)?.columns.find(({ name }) => name === pair.to)
  const affinity = affinityOf(column?.type ?? '')
  const own = expectation.ruled?.[pair.from.toLowerCase()]
  const value = own ? `(${own(before)})` : timestamps.has(pair.to) ? `(${expectedTimestamp(before)})` : before
  if (affinity === 'TEXT') return `CAST(${value} AS TEXT)`
  return affinity === 'REAL' ? `CAST(${value} AS REAL)` : `CAST(${value} AS NUMERIC)`
}
