import type { Affinity } from '../sqlite/affinity.js'
import type { Column } from '../sqlite/introspect.js'
import type { RawCell } from '../sqlite/page-format.js'
import type { RawRow } from '../sqlite/page-file.js'
import type { Layout } from './layouts.js'
import type { ReadRow } from './reader.js'

/** The share of cells that must have their column's own type: SQLite takes others, and hardly ever gets them. */
const natural = 0.9

const types: Record<Affinity, RawCell['type'][]> = {
  TEXT: ['text'],
  INTEGER: ['integer'],
  REAL: ['real', 'integer'],
  NUMERIC: ['integer', 'real', 'text'],
  BLOB: ['null', 'integer', 'real', 'text', 'blob'],
}

/**
 * The one table whose rows these can be; `several` names those between which nothing decides. Rows with all fields of a
 * table come before rows that may have been written before a column was added.
 */
export function fit(rows: RawRow[], layouts: readonly Layout[]): { layout: Layout | null; several: string[] } {
  const fitting = layouts.filter((layout) => isPossible(rows, layout))
  const whole = fitting.filter(({ table }) => rows.every(({ cells }) => cells.length === table.columns.length))
  const [only, ...others] = whole.length > 0 ? whole : fitting
  if (only && others.length === 0) return { layout: only, several: [] }
  return { layout: null, several: [only, ...others].flatMap((layout) => (layout ? [layout.table.name] : [])) }
}

function isPossible(rows: RawRow[], layout: Layout): boolean {
  const { table, alias } = layout
  if (rows.length === 0 || !rows.every((row) => canBe(row, layout))) return false
  let [right, all] = [0, 0]
  for (const { cells } of rows) {
    if (layout.tells?.(cells) === false) return false
    for (const [index, cell] of cells.entries()) {
      const column = table.columns[index]
      if (!column || cell.type === 'null' || column.name === alias) continue
      all++
      if (types[column.affinity].includes(cell.type)) right++
    }
  }
  return right >= natural * all
}

/** Whether a row could have been written into a table at all. */
export function canBe({ cells }: RawRow, { table, alias, least }: Layout): boolean {
  if (table.withoutRowid || table.columns.some(({ generated }) => generated)) return false
  if (cells.length < least || cells.length > table.columns.length) return false
  return cells.every((cell, index) => {
    const column = table.columns[index]
    return column !== undefined && isStorable(cell, column, column.name === alias)
  })
}

/** What SQLite itself could have written there. */
function isStorable(cell: RawCell, column: Column, isAlias: boolean): boolean {
  if (isAlias || cell.type === 'null') return isAlias ? cell.type === 'null' : !column.notNull
  return column.affinity !== 'TEXT' || cell.type === 'text' || cell.type === 'blob'
}

/** A raw row as the table's own: the rowid in its column, whole numbers of a REAL column as the REALs they stand for. */
export function asRow({ rowid, cells }: RawRow, { table, alias }: Layout): ReadRow {
  return {
    rowid,
    cells: table.columns.map(({ name, affinity }, index) => {
      const cell = cells[index] ?? { type: 'null', value: null }
      if (name === alias) return { type: 'integer', value: rowid }
      if (affinity === 'REAL' && cell.type === 'integer') return { type: 'real', value: Number(cell.value) }
      return cell
    }),
  }
}
