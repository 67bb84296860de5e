import type { VerificationCheck } from '../model/index.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { TableExpectation } from './expectations/expectation.js'

/** Columns that are made from a raw row and compared by checks of their own. */
const made: Record<string, string[]> = {
  conversations: ['title', 'updated_at', 'total_tokens_output'],
}

const moments = new Set(['created_at', 'updated_at', 'last_updated', 'timestamp'])

/**
 * The other way round for cells: where the source says nothing, the new database says nothing either, or what the column's
 * own default says. Only true before the new app has used the file.
 */
export function nothingMadeUp(db: Connection, expectations: TableExpectation[]): VerificationCheck {
  const started = performance.now()
  const [old, now] = [tablesOf(db, 'old'), tablesOf(db, 'main')]
  const wrong = expectations.flatMap((expectation) => {
    const [raw, target] = [findTable(old, expectation.table), findTable(now, expectation.target)]
    if (!raw || !target || !expectation.signature.every((column) => columnNames(raw).has(column))) return []
    return violations(db, expectation, raw, target)
  })
  const detail =
    wrong.length === 0
      ? 'where the old Hive says nothing, the new one does not either'
      : `not so in ${wrong.join(', ')}`
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'nothing made up', passed: wrong.length === 0, detail, ms }
}

/** The text id of a row of knowledge is its number; where that became another one, what the record says it was. */
function isOwnId({ name }: Table, { key }: TableExpectation): string {
  return `(t.id IS CAST(t.kc_id AS TEXT) OR EXISTS (SELECT 1 FROM main.migration_repairs AS r
    WHERE r.table_name = ${quoteText(name)} AND lower(r.column_name) = ${quoteText(key.from)}
      AND r.after IS t.kc_id AND t.id IS CAST(r.before AS TEXT)))`
}

/** The columns in which a row says something that its raw row does not. */
function violations(db: Connection, expectation: TableExpectation, raw: Table, target: Table): string[] {
  const given = columnNames(raw)
  const said = new Set(expectation.pairs.filter(([from]) => given.has(from)).map(([, to]) => to))
  const defaults = new Map(
    (
      db.prepare(`PRAGMA main.table_info(${quoteName(target.name)})`).all() as {
        name: string
        dflt_value: string | null
      }[]
    ).map(({ name, dflt_value: value }) => [name, value]),
  )
  const unsaid = target.columns
    .map(({ name }) => name)
    .filter((name) => !said.has(name) && made[target.name]?.includes(name) !== true)
  const isRight = unsaid.map((name) => {
    const column = `t.${quoteName(name)}`
    // The row of a raw knowledge row goes by its number; rows that are made for a conversation are compared elsewhere.
    if (expectation.more) return name === 'id' ? isOwnId(raw, expectation) : `${column} IS NULL`
    return moments.has(name) ? `${column} IS NULL` : `${column} IS ${defaults.get(name) ?? 'NULL'}`
  })
  if (unsaid.length === 0) return []
  const own = expectation.more ? `t.id IS NOT 'kc_' || t.conversation_id` : '1'
  const sums = isRight.map((right) => `count(CASE WHEN NOT (${right}) THEN 1 END)`).join(', ')
  const counts = db
    .prepare(`SELECT ${sums} FROM main.${quoteName(target.name)} AS t WHERE ${own}`)
    .raw()
    .get() as bigint[]
  return unsaid.flatMap((name, index) => ((counts[index] ?? 0n) > 0n ? [`${target.name}.${name}`] : []))
}
