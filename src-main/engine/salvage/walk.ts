import type { Unreadable } from '../model/index.js'
import { quoteName } from '../sqlite/quote.js'
import type { Cell, DamagedTable, ReadRow } from './reader.js'

/** Looks into gaps between readable rows; each costs a few page reads. */
const probeLimit = 20_000

/** Looks in a row that brought nothing new; what such gaps may hold is still read from the pages themselves. */
const fruitlessLimit = 2_000

/** How far beyond the last readable rowid to look when no index says where a table ends. */
const beyond = 1n << 20n

/** Where the rows go: answers false for a row that cannot be taken, because its key is there already. */
export type Take = (row: ReadRow) => boolean

/** Brings rows that SQLite does not reach; `taken` are the rowids of those that it did, `keep` takes one more. */
export type Rescue = (taken: Set<bigint>, isDamaged: boolean, keep: Take) => void

/**
 * Reads every row of a damaged table that can be read: its rowids from the start, from the end, in the gap between by
 * halving, and as its indexes name them; then the rows, and where one cannot be read as a whole, its cells one by one;
 * last those that `rescue` finds in the pages themselves.
 * Answers what could not be read, or null when nothing is missing.
 */
export function walkTable(damaged: DamagedTable, indexes: string[], take: Take, rescue: Rescue): Unreadable | null {
  const { rowid, name } = damaged.table
  if (rowid === null) return walkByKey(damaged, take)
  const named = indexes.map((index) => damaged.rowidsByIndex(index))
  const { rowids, damage } = findRowids(damaged, rowid, named)
  const taken = new Set<bigint>()
  let refused = 0
  const keep = (row: ReadRow): boolean => {
    if (row.rowid === null || taken.has(row.rowid)) return false
    taken.add(row.rowid)
    if (!take(row)) refused++
    return true
  }
  let twice = 0
  damaged.rows(`ORDER BY ${rowid}`, [], (row) => {
    const isNew = keep(row)
    if (!isNew) twice++
    return isNew
  })
  const cells = fetchRest(damaged, rowid, [...rowids].filter((id) => !taken.has(id)).sort(ascending), taken, keep)
  rescue(taken, damage !== null || taken.size < rowids.size || cells.length > 0, keep)
  const lost = [...rowids].filter((id) => !taken.has(id)).length + refused
  const counted = damage === null || named.some(({ whole, rowids: ids }) => whole && ids.size > 0)
  if (lost === 0 && cells.length === 0 && twice === 0 && counted) return null
  const parts = [
    ...(lost > 0 ? [`${lost} rows are named by the table or an index but cannot be read`] : []),
    ...(cells.length > 0 ? [`cells that cannot be read are NULL now: ${shortened(cells)}`] : []),
    ...(twice > 0 ? [`${twice} rows stood there twice; the first was kept`] : []),
    ...(damage === null ? [] : [damage]),
  ]
  return { table: name, rows: counted ? lost : null, detail: parts.join('; ') }
}

const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

/** Every rowid that the table or one of its indexes names. `damage` is null when the table was readable to its end. */
function findRowids(
  damaged: DamagedTable,
  rowid: string,
  named: { rowids: Set<bigint> }[],
): { rowids: Set<bigint>; damage: string | null } {
  const rowids = new Set<bigint>()
  const see = (id: bigint) => {
    const before = rowids.size
    rowids.add(id)
    return rowids.size > before
  }
  const first = fromOneSide(damaged, `ORDER BY ${rowid}`, see)
  for (const index of named) for (const id of index.rowids) rowids.add(id)
  if (first.damage === null) return { rowids, damage: null }
  const last = fromOneSide(damaged, `ORDER BY ${rowid} DESC`, see)
  const highest = [...rowids].reduce<bigint | null>((max, id) => (max === null || id > max ? id : max), null)
  const low = first.reached ?? -1n
  probe(damaged, rowid, low, last.reached ?? (highest !== null && highest > low ? highest + 1n : low + beyond), see)
  return { rowids, damage: first.damage }
}

function fromOneSide(
  damaged: DamagedTable,
  order: string,
  see: (id: bigint) => boolean,
): { damage: string | null; reached: bigint | null } {
  let reached: bigint | null = null
  const { damage } = damaged.rowids(order, [], (id) => {
    reached = id
    return see(id)
  })
  return { damage, reached }
}

/** Looks between two rowids from both ends and, where there is damage between, at each half; the widest gaps first. */
function probe(damaged: DamagedTable, rowid: string, low: bigint, high: bigint, see: (id: bigint) => boolean): void {
  const gaps: [bigint, bigint][] = [[low, high]]
  let fruitless = 0
  const note = (id: bigint) => {
    const isNew = see(id)
    if (isNew) fruitless = 0
    return isNew
  }
  for (let probes = 0; probes < probeLimit && fruitless < fruitlessLimit; probes++, fruitless++) {
    const gap = gaps.shift()
    if (!gap) return
    let [from, to] = gap
    if (to - from < 2n) continue
    const between = `WHERE ${rowid} > ? AND ${rowid} < ?`
    const up = damaged.rowids(`${between} ORDER BY ${rowid}`, [from, to], (id) => {
      if (id > from) from = id
      return note(id)
    })
    if (up.damage === null) continue
    damaged.rowids(`${between} ORDER BY ${rowid} DESC`, [from, to], (id) => {
      if (id < to) to = id
      return note(id)
    })
    const middle = (from + to) / 2n
    if (middle > from) gaps.push([from, middle + 1n], [middle, to])
  }
}

/** The rows that the first walk did not bring; answers the cells that cannot be read, as `rowid.column`. */
function fetchRest(damaged: DamagedTable, rowid: string, rest: bigint[], taken: Set<bigint>, keep: Take): string[] {
  const unreadable: string[] = []
  for (const id of rest) {
    if (taken.has(id)) continue
    // Takes everything up to the next damage, so that there is one walk per damaged place and not per row.
    damaged.rows(`WHERE ${rowid} >= ? ORDER BY ${rowid}`, [id], keep)
    if (taken.has(id)) continue
    const cells = damaged.table.columns.map(({ name }) => damaged.cell(id, name))
    if (cells.every((cell) => typeof cell === 'string')) continue
    keep({
      rowid: id,
      cells: cells.map((cell): Cell => (typeof cell === 'string' ? { type: 'null', value: null } : cell)),
    })
    cells.forEach((cell, index) => {
      if (typeof cell === 'string') unreadable.push(`${damaged.table.columns[index]?.name ?? ''} of row ${id}`)
    })
  }
  return unreadable
}

/** A table whose rows have no rowid: from the start, and from the end where its key gives an order. */
function walkByKey(damaged: DamagedTable, take: Take): Unreadable | null {
  const { name, columns, withoutRowid } = damaged.table
  const keys = columns.filter(({ keyPosition }) => keyPosition > 0).sort((a, b) => a.keyPosition - b.keyPosition)
  let refused = 0
  const { damage } = damaged.rows('', [], (row) => {
    const isNew = take(row)
    if (!isNew) refused++
    return isNew
  })
  if (damage !== null && withoutRowid) {
    damaged.rows(`ORDER BY ${keys.map(({ name: key }) => `${quoteName(key)} DESC`).join(', ')}`, [], take)
  }
  if (damage === null && refused === 0) return null
  const again = refused > 0 ? `${refused} rows have the key of another; ` : ''
  return { table: name, rows: damage === null ? refused : null, detail: `${again}${damage ?? ''}` }
}

function shortened(cells: string[]): string {
  return cells.length <= 10 ? cells.join(', ') : `${cells.slice(0, 10).join(', ')} and ${cells.length - 10} more`
}
