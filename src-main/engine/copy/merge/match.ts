import type { Build } from '../build.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName } from '../../sqlite/quote.js'
import { uniqueColumnOf } from '../../target/schema/index.js'
import { incoming, isNumbered, primaryOf } from './incoming.js'

/**
 * Which rows are there already: by their key, by what is unique about them, or by everything they say. Only among the rows
 * of before (`@before`): two of one table that have the same key, or say the same, are two.
 */
export function matchSql(build: Build, table: MappedTable): string {
  const by = isNumbered(table) ? uniqueColumnOf(table.target) : table.key.to
  const has = by !== null && table.columns.some(({ to }) => to === by)
  const join = `SELECT i.hm_rid, min(t.rowid) FROM ${incoming} AS i CROSS JOIN main.${table.target} AS t ON`
  const earlier = 'WHERE t.rowid <= @before GROUP BY i.hm_rid'
  if (has) return `${join} t.${quoteName(by)} = i.${quoteName(by)} COLLATE BINARY ${earlier}`
  // An index finds the rows of one conversation; the other columns then tell them apart.
  const indexed = leadingColumns(build, table).find((name) => said(table).includes(name))
  const first = indexed === undefined ? '' : `t.${quoteName(indexed)} IS i.${quoteName(indexed)} AND `
  return `${join} ${first}${sameAs(table)} ${earlier}`
}

/** Columns that an index of the target begins with. */
function leadingColumns(build: Build, table: MappedTable): string[] {
  return build.db
    .prepare(
      `SELECT c.name FROM pragma_index_list(?, 'main') AS i, pragma_index_info(i.name, 'main') AS c
       WHERE c.seqno = 0 AND i.partial = 0 AND c.name IS NOT NULL ORDER BY i.seq`,
    )
    .pluck()
    .all(table.target) as string[]
}

/** The target columns that the source speaks of, the number aside. */
function said(table: MappedTable): string[] {
  return table.columns.map(({ to }) => to).filter((to) => !(isNumbered(table) && to === primaryOf(table)))
}

/** A condition that the incoming row `i` says nothing else than the row `t` that is there. */
export function sameAs(table: MappedTable): string {
  const pairs = said(table).map((name) => {
    const [theirs, ours] = [`t.${quoteName(name)}`, `i.${quoteName(name)}`]
    return `(typeof(${theirs}) = typeof(${ours}) AND +${theirs} IS +${ours} COLLATE BINARY)`
  })
  return pairs.length === 0 ? '1' : pairs.join(' AND ')
}
