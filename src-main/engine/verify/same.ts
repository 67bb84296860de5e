import { quoteName } from '../sqlite/quote.js'

/**
 * A condition that two cells are the same value of the same type, byte by byte: BINARY whatever the columns' collations
 * are, and without the conversions that comparing columns of different affinity would make (the unary plus).
 */
export function sameCell(a: string, b: string): string {
  return `(typeof(${a}) = typeof(${b}) AND +${a} IS +${b} COLLATE BINARY)`
}

/** A condition that all pairs of cells are the same. */
export function sameCells(pairs: [a: string, b: string][]): string {
  return allOf(pairs.map(([a, b]) => sameCell(a, b)))
}

/** All conditions at once, as a flat tree: SQLite refuses expressions deeper than 1,000, which 500 columns would make. */
export function allOf(conditions: string[]): string {
  if (conditions.length === 0) return '1'
  if (conditions.length <= 8) return conditions.join(' AND ')
  const middle = conditions.length >> 1
  return `(${allOf(conditions.slice(0, middle))}) AND (${allOf(conditions.slice(middle))})`
}

/** A raw cell as a TEXT column holds it: numbers become text, BLOBs stay (SQLite's own rule). */
export function asText(raw: string): string {
  return `CASE WHEN typeof(${raw}) IN ('integer', 'real') THEN CAST(${raw} AS TEXT) ELSE ${raw} END`
}

/** `alias."name"`. */
export function cell(alias: string, column: string): string {
  return `${alias}.${quoteName(column)}`
}
