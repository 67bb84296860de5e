import { affinityOf } from '../sqlite/affinity.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { columnsOf } from '../target/schema/index.js'
import { isMoment, type MappedTable } from '../plan/tables.js'
import { textOf } from './derive.js'
import { timestampSql } from './timestamps.js'

/** A target column and the SQL of its value, over `s` and `summary`. */
export type SelectedColumn = { to: string; sql: string; repair: boolean }

/** The name of the temp table that holds the rowids chosen where only one row per value has a place. */
export const chosenTable = (table: MappedTable) => quoteName(`chosen_${table.name.toLowerCase()}`)

/** Whether the target stores the key as text: then a row without a key can be given one (facts T7). */
export function hasTextKey(table: MappedTable): boolean {
  const column = columnsOf(table.target).find(({ name }) => name === table.key.to)
  return affinityOf(column?.type ?? '') === 'TEXT' && table.key.from.toLowerCase() !== 'conversation_id'
}

/** The key of `s`; where it may be missing one that is made of the row's place in its table, the same in every run. */
export function keySql(table: MappedTable): string {
  const raw = `s.${quoteName(table.key.from)}`
  return hasTextKey(table) ? `coalesce(${raw}, ${madeKeySql(table)})` : raw
}

/** The key of a row that has none; `hm_made_key` counts how often that is. */
const madeKeySql = (table: MappedTable) => `hm_made_key(${quoteText(`row_${table.name}_`)}, s.${table.rowid})`

/** Every column that the new row is given, in order. */
export function selectedColumns(table: MappedTable): SelectedColumn[] {
  const placed = table.columns.map(({ from, to, timestamp, repair }): SelectedColumn => {
    const raw = to === table.key.to ? keySql(table) : `s.${quoteName(from)}`
    if (repair) return { to, sql: repair.sql(raw), repair: true }
    return { to, sql: timestamp ? timestampSql(raw) : raw, repair: false }
  })
  const made = [...table.derived, ...unsaidMoments(table)].map(({ to, sql, timestamp }): SelectedColumn => {
    return { to, sql: timestamp ? timestampSql(sql) : sql, repair: false }
  })
  return [...placed, ...made]
}

/** FROM and WHERE of the rows of a range that have their place here. */
export function fromRows(table: MappedTable, range: string): string {
  const summary = table.derived.some(({ sql }) => sql.startsWith('summary.'))
    ? `LEFT JOIN temp.stage_summary AS summary ON summary.conversation_id = ${textOf(`s.${quoteName(table.key.from)}`)} COLLATE BINARY`
    : ''
  return `FROM ${table.from} AS s NOT INDEXED ${summary} WHERE ${range} AND ${placedRows(table)}`
}

/** A condition that `s` has its place here. */
export function placedRows(table: MappedTable): string {
  const conditions = [
    ...(hasTextKey(table) ? [] : [`s.${quoteName(table.key.from)} IS NOT NULL`]),
    ...(table.rows === '' ? [] : [table.rows]),
    ...(table.aside ? [`NOT ${table.aside.rows}`] : []),
    ...(table.onePer ? [chosenOnly(table)] : []),
    ...(table.chosen === '' ? [] : [table.chosen]),
  ]
  return conditions.length === 0 ? '1' : conditions.join(' AND ')
}

/**
 * Rows that were not chosen are carried whole, and set aside or placed by nobody. The plus keeps SQLite from going through
 * all the chosen rows in every batch instead of through the batch.
 */
function chosenOnly(table: MappedTable): string {
  return `+s.${table.rowid} IN (SELECT rid FROM temp.${chosenTable(table)})`
}

/** Rows that are set aside for what they are, before any constraint says so: why, and the condition on `s`. */
export function rowsAside(table: MappedTable): { where: string; reason: string }[] {
  if (table.also) return []
  const mine = [
    ...[table.rows, table.chosen].filter((condition) => condition !== ''),
    ...(table.onePer ? [chosenOnly(table)] : []),
  ]
  const among = (condition: string) => [condition, ...mine].join(' AND ')
  const keyless = hasTextKey(table)
    ? []
    : [{ where: among(`s.${quoteName(table.key.from)} IS NULL`), reason: 'the row has no key' }]
  return [...keyless, ...(table.aside ? [{ where: among(table.aside.rows), reason: table.aside.reason }] : [])]
}

/** Moments that the source does not tell stay unknown: the target's default would say that it happened now (design 4). */
function unsaidMoments(table: MappedTable): MappedTable['derived'] {
  const said = new Set([...table.columns, ...table.derived].map(({ to }) => to))
  return columnsOf(table.target)
    .filter(({ name }) => isMoment(name) && !said.has(name))
    .map(({ name }) => ({ to: name, sql: 'NULL', timestamp: false }))
}
