import type { PageFile, RawRow } from '../sqlite/page-file.js'
import type { Connection } from '../sqlite/open.js'
import type { Unreadable } from '../model/index.js'
import { asRow, canBe, fit } from './fit.js'
import { knownLayouts, type Layout } from './layouts.js'
import { LostAndFound } from './lost-and-found.js'
import type { PageMap, Unit } from './page-map.js'
import { Present } from './present.js'
import { schemaRow } from './schema-rows.js'
import { makeTwinTable } from './twin.js'
import type { ReadRow } from './reader.js'

/** The rules by which a row was found, as `migration_repairs` names them. */
const byPage = 'found on a page that no table reaches'
const byColumns = 'table recognised by its columns; its description is lost'
const byCells = 'read cell by cell from a damaged page'

/** A row that its table does not reach any more: where it was found, and by which rule it is that table's. */
export type FoundRow = { table: string; rowid: bigint; page: number; rule: string }

/** A table that the list of tables describes, and the columns that tell its rows apart. */
export type Described = { layout: Layout; uniques: string[][] }

/**
 * Rows that SQLite does not reach any more, read from their pages: those of pages that SQLite refuses, and those of pages
 * that no table reaches. A row goes to the one table it can be of, never in the place of a row that is there; which rows
 * these are, and by what rule, is recorded. What cannot be told is kept in a table of its own.
 */
export class Rescue {
  readonly found: FoundRow[] = []
  readonly notes: string[] = []
  readonly #file: PageFile
  readonly #map: PageMap
  readonly #db: Connection
  readonly #lost: LostAndFound
  readonly #units = new Map<Layout, Unit[]>()
  #broken = 0

  constructor(file: PageFile, map: PageMap, described: Described[], db: Connection, names: string[]) {
    this.#file = file
    this.#map = map
    this.#db = db
    const taken = new Set(names.map((name) => name.toLowerCase()))
    this.#lost = new LostAndFound(db, taken)
    const layouts = described.map(({ layout }) => layout)
    const missing = knownLayouts.filter(({ table }) => !taken.has(table.name))
    for (const unit of map.units) this.#assign(unit, [...layouts, ...missing])
  }

  /** Gives a unit to the one table it can be of; else its rows are lost and found. */
  #assign(unit: Unit, layouts: Layout[]): void {
    const rows: RawRow[] = []
    for (const leaf of unit.leaves) {
      const read = this.#file.rows(leaf)
      this.#broken += read.broken
      // Enough to tell a table; all of a large one need not be in memory.
      if (rows.length < 2000) rows.push(...read.rows)
    }
    // An older list of tables is no row of a user's.
    if (rows.every((row) => schemaRow(row).length > 0)) return
    const { layout } = fit(rows, layouts)
    if (layout) this.#units.set(layout, [...(this.#units.get(layout) ?? []), unit])
    else for (const row of this.#rowsOf(unit)) this.#lost.add(unit.root, row)
  }

  *#rowsOf(unit: Unit): Generator<RawRow> {
    for (const leaf of unit.leaves) yield* this.#file.rows(leaf).rows
  }

  /**
   * Brings the rows of a table that its walk did not. `taken` are the rowids that it did bring, `isDamaged` says that it
   * met damage, `keep` takes a row.
   */
  bring({ layout, uniques }: Described, taken: Set<bigint>, isDamaged: boolean, keep: (row: ReadRow) => boolean): void {
    const own = isDamaged ? (this.#map.leavesOf.get(layout.table.name) ?? []) : []
    const units = this.#units.get(layout) ?? []
    if (own.length === 0 && units.length === 0) return
    const present = new Present(this.#db, layout, uniques)
    const take = (raw: RawRow, root: number, rule: string): void => {
      const row = canBe(raw, layout) ? asRow(raw, layout) : null
      if (row && taken.has(raw.rowid) && present.isThere(row)) return
      const isNew = row !== null && !taken.has(raw.rowid) && !present.contradicts(row)
      if (isNew && keep(row)) this.found.push({ table: layout.table.name, rowid: raw.rowid, page: raw.page, rule })
      else this.#lost.add(root, raw)
    }
    for (const page of own) {
      for (const raw of this.#file.rows(page).rows) if (!taken.has(raw.rowid)) take(raw, page, byCells)
    }
    const rule = layout.isKnown ? byColumns : byPage
    for (const unit of units) for (const raw of this.#rowsOf(unit)) take(raw, unit.root, rule)
    present.close()
  }

  /** Makes the tables that nothing describes any more, and says what was found and what could not be told. */
  finish(): Unreadable[] {
    const made = new Set<string>()
    const recognised = [...this.#units].filter(([layout]) => layout.isKnown)
    const unreadable = recognised.flatMap(([layout, units]): Unreadable[] => {
      const { name } = layout.table
      if (made.has(name)) {
        // It came in two shapes and can only have had one.
        for (const unit of units) for (const row of this.#rowsOf(unit)) this.#lost.add(unit.root, row)
        return []
      }
      made.add(name)
      const insert = makeTwinTable(this.#db, layout.table, layout.alias)
      const taken = new Set<bigint>()
      this.bring({ layout, uniques: layout.alias === null ? [['id']] : [] }, taken, false, (row) => {
        taken.add(row.rowid ?? 0n)
        return insert(row)
      })
      const detail = `its description is lost; ${taken.size} rows were recognised by their columns`
      return [{ table: name, rows: null, detail }]
    })
    if (this.#broken > 0) {
      const detail = 'they lie on pages that no table reaches, and are damaged themselves'
      unreadable.push({ table: 'unknown tables', rows: this.#broken, detail })
    }
    for (const note of [this.#summary(), this.#lost.note]) if (note !== null) this.notes.push(note)
    return unreadable
  }

  /** Whether there is a row at all. */
  get isEmpty(): boolean {
    return this.#units.size === 0 && this.#lost.isEmpty
  }

  #summary(): string | null {
    if (this.found.length === 0) return null
    const counts = new Map<string, number>()
    for (const { table } of this.found) counts.set(table, (counts.get(table) ?? 0) + 1)
    const parts = [...counts].map(([table, count]) => `${count} of ${table}`).join(', ')
    return `Rows that the damaged database no longer names were found in its pages: ${parts}. Each is listed in migration_repairs.`
  }
}
