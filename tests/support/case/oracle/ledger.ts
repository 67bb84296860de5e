/** The ledger of a new database as design 4 fixes it: repairs, quarantine, and what was carried to `legacy_*`. */
import { lower, NULL, textCell, type Cell, type RawRow, type RawTable } from './read.js'

type Repair = { source: Cell; key: Cell; column: string; before: Cell; after: Cell }
type Group = { source: Cell; key: Cell; cells: Map<string, Cell>; taken: boolean }
type Legacy = { source: Cell; table: RawTable; whole: boolean; taken: Set<RawRow>; byCells: Map<string, RawRow[]> }

const join = (cells: (Cell | undefined)[]) => cells.join('|')

/** What the ledger says of one raw table of one source. */
export class TableLedger {
  constructor(
    readonly repairs: Repair[],
    readonly groups: Group[],
    readonly legacies: Legacy[],
  ) {}

  /**
   * The keys that a row may have in the target: its own, or what a repair made of it. Where no repair names the row, each
   * that changed such a key may be its own.
   */
  keys(own: Cell, column: string, rowid: Cell | null): Cell[] {
    const names = namesOf(own, rowid)
    const all = this.repairs.filter((repair) => repair.column === column && repair.before === own)
    const mine = all.filter(({ key }) => names.has(key))
    return [...(mine.length > 0 ? mine : all).map(({ after }) => after), own]
  }

  repaired(column: string, cell: Cell, keys: Set<Cell>): boolean {
    return this.repairs.some((repair) => repair.column === column && repair.before === cell && keys.has(repair.key))
  }

  /** Takes the group of quarantined cells that is this whole row; a group serves one row. */
  takeQuarantined(row: RawRow, keys: Set<Cell>): boolean {
    const fits = (group: Group) =>
      !group.taken && [...row.cells].every(([column, cell]) => group.cells.get(column) === cell)
    const group = this.groups.find((each) => keys.has(each.key) && fits(each)) ?? this.groups.find(fits)
    if (group) group.taken = true
    return group !== undefined
  }

  /** A single cell that was set aside while its row has its place. */
  quarantined(column: string, cell: Cell, keys: Set<Cell>): boolean {
    return this.groups.some((group) => keys.has(group.key) && group.cells.get(column) === cell)
  }

  /** Takes the carried row that agrees with this one in every column that was carried; of `whole` rows or of columns. */
  takeCarried(row: RawRow, whole: boolean): Set<string> {
    const found = new Set<string>()
    for (const legacy of this.legacies.filter((each) => each.whole === whole)) {
      const shared = legacy.table.columns.filter((column) => row.cells.has(column))
      const candidates = legacy.byCells.get(join(shared.map((column) => row.cells.get(column)))) ?? []
      const free = candidates.filter((candidate) => !legacy.taken.has(candidate))
      const own = free.find((candidate) => candidate.rowid === row.rowid) ?? free[0]
      if (!own) continue
      legacy.taken.add(own)
      for (const column of shared) found.add(column)
      if (whole && [...row.cells.keys()].every((column) => found.has(column))) break
    }
    return found
  }
}

/** The names by which a ledger may call a row. */
export function namesOf(key: Cell, rowid: Cell | null): Set<Cell> {
  const asText = /^i:(-?\d+)$/.exec(key)?.[1]
  return new Set([key, ...(rowid ? [rowid] : []), ...(asText ? [textCell(asText)] : [])])
}

export class Ledger {
  readonly #target: Map<string, RawTable>
  readonly #sources: Set<Cell>

  /** @param sources real paths of all sources: a record that names one of them speaks of that one only */
  constructor(target: Map<string, RawTable>, sources: string[]) {
    this.#target = target
    this.#sources = new Set(sources.map(textCell))
  }

  of(table: RawTable, source: string): TableLedger {
    const mine = (row: RawRow) => {
      const said = at(row, 'source')
      return isName(at(row, 'table_name'), table.name) && (said === textCell(source) || !this.#sources.has(said))
    }
    return new TableLedger(this.#repairs(mine), this.#groups(mine), this.#legacies(mine, table))
  }

  #rows(name: string, mine: (row: RawRow) => boolean): RawRow[] {
    return (this.#target.get(name)?.rows ?? []).filter(mine)
  }

  #repairs(mine: (row: RawRow) => boolean): Repair[] {
    return this.#rows('migration_repairs', mine).map((row) => ({
      ...{ source: at(row, 'source'), key: at(row, 'row_key'), column: nameOf(at(row, 'column_name')) },
      ...{ before: at(row, 'before'), after: at(row, 'after') },
    }))
  }

  #groups(mine: (row: RawRow) => boolean): Group[] {
    const groups = new Map<string, Group>()
    for (const row of this.#rows('migration_quarantine', mine)) {
      const [source, key] = [at(row, 'source'), at(row, 'row_key')]
      const name = join([source, key])
      const group = groups.get(name) ?? { source, key, cells: new Map<string, Cell>(), taken: false }
      group.cells.set(nameOf(at(row, 'column_name')), at(row, 'value'))
      groups.set(name, group)
    }
    return [...groups.values()]
  }

  #legacies(mine: (row: RawRow) => boolean, raw: RawTable): Legacy[] {
    const listed = new Map<string, { source: Cell; whole: boolean }>()
    for (const row of this.#rows('migration_carried', mine)) {
      const whole = at(row, 'column_name') === NULL
      listed.set(nameOf(at(row, 'legacy_table')), { source: at(row, 'source'), whole })
    }
    return [...listed].flatMap(([name, { source, whole }]) => {
      const table = this.#target.get(name)
      if (!table) return []
      const shared = table.columns.filter((column) => raw.columns.includes(column))
      const byCells = new Map<string, RawRow[]>()
      for (const row of table.rows) {
        const cells = join(shared.map((column) => row.cells.get(column)))
        byCells.set(cells, [...(byCells.get(cells) ?? []), row])
      }
      return [{ source, table, whole, taken: new Set<RawRow>(), byCells }]
    })
  }
}

const at = (row: RawRow, column: string): Cell => row.cells.get(column) ?? NULL

/** The lower-case name that a text cell holds. */
const nameOf = (cell: Cell) => lower(Buffer.from(cell.slice(2), 'hex').toString('utf8'))
const isName = (cell: Cell, name: string) => nameOf(cell) === lower(name)
