/**
 * The oracle: is every cell of every raw table of the sources in the new database, with its type and bytes? Knows the raw
 * files and what design 4 fixes of the target; reads both whole and compares in JavaScript. It shares no code with the
 * engine, its plan or its verification.
 */
import { Ledger, namesOf, type TableLedger } from './ledger.js'
import { placesOf } from './places.js'
import { lower, NULL, shown, type Cell, type RawRow, type RawTable } from './read.js'

export type Source = { name: string; realPath: string; tables: Map<string, RawTable> }

export type Found = {
  /** Cells that are nowhere, in words; empty when nothing is lost. */
  lost: string[]
  /** Places that places.ts does not know, `table.column -> table.column`. */
  moved: string[]
  cells: number
}

/** Where a row may stand, and the names that the ledger may call it by there. */
type Candidate = { homes: Home[]; names: Set<Cell> }
type Home = { table: string; row: RawRow; renamed: Record<string, string[]> }

export function findValues(sources: Source[], target: Map<string, RawTable>): Found {
  const ledger = new Ledger(
    target,
    sources.map(({ realPath }) => realPath),
  )
  const search = new Search(sources, target)
  for (const source of sources) {
    for (const table of source.tables.values()) search.table(source, table, ledger.of(table, source.realPath))
  }
  return { lost: search.lost, moved: [...search.moved].sort(), cells: search.cells }
}

class Search {
  readonly lost: string[] = []
  readonly moved = new Set<string>()
  cells = 0
  readonly #byKey = new Map<string, Map<Cell, RawRow[]>>()
  /** Rows of the new Hive's own tables by their primary key or `id`. */
  readonly #anywhere = new Map<Cell, { table: RawTable; row: RawRow }[]>()

  constructor(
    readonly sources: Source[],
    readonly target: Map<string, RawTable>,
  ) {
    for (const table of target.values()) {
      if (/^(migration_|legacy_)|_fts/.test(table.name)) continue
      for (const column of new Set([...(table.key.length === 1 ? table.key : []), 'id'])) {
        for (const row of table.rows) {
          const cell = row.cells.get(column)
          if (cell !== undefined && cell !== NULL) add(this.#anywhere, cell, { table, row })
        }
      }
    }
  }

  table(source: Source, table: RawTable, ledger: TableLedger): void {
    const claimed = new Set<RawRow>()
    const column = table.key.length === 1 ? table.key[0]! : 'id'
    for (const row of table.rows) {
      this.cells += row.cells.size
      const own = row.cells.get(column) ?? NULL
      const names = new Set([...namesOf(own, row.rowid), ...namedBy(table, row)])
      if (ledger.takeQuarantined(row, names)) continue
      const carried = ledger.takeCarried(row, true)
      if (carried.size === row.cells.size) continue
      const keys = ledger.keys(own, column, row.rowid).filter((key) => key !== NULL)
      const beside = ledger.takeCarried(row, false)
      const holds = ({ homes, names: known }: Candidate, name: string, cell: Cell) =>
        homes.some((home) => standsIn(home, name, cell)) ||
        ledger.repaired(name, cell, known) ||
        ledger.quarantined(name, cell, known)
      const candidates = keys.map((key): Candidate => {
        const homes = this.#homes(table, row, key).filter((home) => !claimed.has(home.row))
        return { homes, names: new Set([...names, key]) }
      })
      const place = best([...candidates, { homes: [], names }], row, holds)
      for (const home of place.homes) {
        if ([...row.cells].some(([name, cell]) => name !== column && standsIn(home, name, cell))) claimed.add(home.row)
      }
      for (const [name, cell] of row.cells) {
        if (carried.has(name) || beside.has(name) || holds(place, name, cell)) continue
        if (this.#elsewhere(`${table.name}.${name}`, cell, keys)) continue
        if (cell === NULL && this.#saidByAnother(source, table, column, own)) continue
        this.lost.push(
          `${source.name}: ${table.name}.${name} of row ${shown(own)} (rowid ${row.rowid}): ${shown(cell)}`,
        )
      }
    }
  }

  #homes(table: RawTable, raw: RawRow, key: Cell): Home[] {
    return placesOf(table).flatMap(({ table: to, key: columns, by, renamed = {} }) =>
      columns.flatMap((column) =>
        (this.#index(to, column).get(by === undefined ? key : (raw.cells.get(by) ?? NULL)) ?? []).map((row): Home => ({
          table: to,
          row,
          renamed,
        })),
      ),
    )
  }

  #index(table: string, column: string): Map<Cell, RawRow[]> {
    const name = `${table}.${column}`
    const known = this.#byKey.get(name)
    if (known) return known
    const index = new Map<Cell, RawRow[]>()
    for (const row of this.target.get(table)?.rows ?? []) add(index, row.cells.get(column) ?? NULL, row)
    this.#byKey.set(name, index)
    return index
  }

  /** A value in another column of a row with the same key: noted, so that a wrong place is noticed. NULL says nothing. */
  #elsewhere(from: string, cell: Cell, keys: Cell[]): boolean {
    if (cell === NULL) return false
    for (const { table, row } of keys.flatMap((key) => this.#anywhere.get(key) ?? [])) {
      const column = table.columns.find((name) => row.cells.get(name) === cell)
      if (!column) continue
      this.moved.add(`${from} -> ${table.name}.${column}`)
      return true
    }
    return false
  }

  /** Where one thing stands in two files, a value of the one takes nothing from the other's NULL. */
  #saidByAnother(source: Source, table: RawTable, column: string, key: Cell): boolean {
    return this.sources.some((other) => {
      const same = other === source ? undefined : other.tables.get(lower(table.name))
      return same?.rows.some((row) => row.cells.get(column) === key) ?? false
    })
  }
}

/** What the ledger may call a row besides its own key. */
function namedBy(table: RawTable, row: RawRow): Cell[] {
  const columns = placesOf(table).flatMap(({ by, named }) => [by, named].filter((name) => name !== undefined))
  return columns.map((name) => row.cells.get(name) ?? NULL).filter((cell) => cell !== NULL)
}

/** The place that holds most of a row: a row without a key may stand under each of the ids that were made. */
function best(
  candidates: Candidate[],
  row: RawRow,
  holds: (candidate: Candidate, name: string, cell: Cell) => boolean,
): Candidate {
  const scores = candidates.map((each) => [...row.cells].filter(([name, cell]) => holds(each, name, cell)).length)
  return candidates[scores.indexOf(Math.max(...scores))]!
}

function standsIn(home: Home, column: string, cell: Cell): boolean {
  return (home.renamed[column] ?? [column]).some((name) => home.row.cells.get(name) === cell)
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
