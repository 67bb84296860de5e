import { columnNames, findTable, type Table } from '../sqlite/introspect.js'
import { knowledge } from './knowledge.js'
import type { Recognised, Shape, SourceTable } from './shape.js'

/** Every source shape that is known. A new shape is one new file and one line here. */
export const shapes: readonly Shape[] = [knowledge]

export type Recognition = {
  shape: Shape
  recognised: Recognised[]
  /** Tables that are of no known shape: carried word for word. */
  unknown: Table[]
}

/**
 * Recognises a database by the columns of its tables, one by one (facts 1.7). A file is a source when at least one of
 * its tables is known; answers null otherwise.
 */
export function recognise(tables: Table[]): Recognition | null {
  for (const shape of shapes) {
    const recognised = shape.tables.flatMap((source) => {
      const table = findTable(tables, source.name)
      return table && isOf(table, source) ? [{ table, source }] : []
    })
    if (recognised.length === 0 || contradicts(shape, tables, recognised)) continue
    const known = new Set(recognised.map((each) => each.table.name))
    return { shape, recognised, unknown: tables.filter((table) => !known.has(table.name)) }
  }
  return null
}

function isOf(table: Table, source: SourceTable): boolean {
  const names = columnNames(table)
  return source.signature.every((column) => names.has(column)) && !source.lacks?.some((column) => names.has(column))
}

/**
 * Several shapes share tables (curator_truths, conversation_threads): those alone do not tell which shape a file is of.
 * A `conversations` table does; where one of another shape is present, the file is not of this shape.
 */
function contradicts(shape: Shape, tables: Table[], recognised: Recognised[]): boolean {
  const main = shape.tables[0]
  if (!main || !findTable(tables, main.name)) return false
  return !recognised.some((each) => each.source === main)
}
