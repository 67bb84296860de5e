import { affinityOf, canChange } from '../sqlite/affinity.js'
import { columnNames, type Column, type Table } from '../sqlite/introspect.js'
import { quoteName } from '../sqlite/quote.js'
import type { Recognition } from '../sources/recognise.js'
import type { ColumnRepair, MadeRows, SourceTable } from '../sources/shape.js'
import { columnsOf, type TargetTable } from '../target/schema/index.js'

/** The alias under which the folded source is attached. */
export const old = 'old'

/** One column's way: where it comes from, where it goes, and whether its new type can change a value. */
export type PlannedColumn = {
  from: string
  to: string
  affinityChanges: boolean
  timestamp: boolean
  /** What becomes of values that the new Hive cannot take. */
  repair?: ColumnRepair
}

/** What of a table is moved now (copy/choice.ts): SQL over `s`, '' for every row; and how many rows are not. */
type Chosen = { chosen: string; left: number }
const everyRow: Chosen = { chosen: '', left: 0 }

/** A source table whose rows have a place in the target. */
export type MappedTable = {
  kind: 'mapped'
  name: string
  /** Tells its steps from those of other places of the same raw table: the table's name for the first one. */
  place: string
  /** The table to read, as qualified SQL, and the name of its rowid there. */
  from: string
  rowid: string
  table: Table
  target: TargetTable
  key: { from: string; to: string }
  columns: PlannedColumn[]
  /** Target columns that are made up, as SQL over `s` and `summary`. */
  derived: { to: string; sql: string; timestamp: boolean }[]
  /** Columns without a place: carried to `legacy` with the key. */
  carriedColumns: string[]
  /** Name of the table for carried columns; empty when there are none. */
  legacy: string
  /** Name of the table for whole rows that find no place, as those beyond the one per value; '' when there can be none. */
  legacyRows: string
  onePer: SourceTable['onePer'] | null
  /** Which of its rows go there, as SQL over `s`; '' for all. */
  rows: string
  /** The rows of the raw table that have no place at all, as SQL over `s`: carried whole. '' when there are none. */
  rest: string
  /** Whether its rows are counted by another place. */
  also: boolean
  /** Rows that are set aside whatever their place says, and why. */
  aside: { rows: string; reason: string } | null
} & Chosen

/** A source table of no known shape: carried word for word. */
export type CarriedTable = {
  kind: 'carried'
  name: string
  from: string
  rowid: string
  table: Table
  legacy: string
} & Chosen

/** Gives a raw table the name of a table that carries what has no place. */
export type LegacyNames = (table: string) => string

/** `made` are further rows that are made of the raw ones; the first place of a table has them. */
export type PlannedTable = (MappedTable | CarriedTable) & { made?: MadeRows[] }

/** Columns that hold a moment; others may hold any text (facts T12). */
const moments = new Set(['created_at', 'updated_at', 'last_updated', 'timestamp'])

/** Whether a column of the target holds a moment. */
export const isMoment = (column: string): boolean => moments.has(column)

/**
 * Decides the way of every column of every table of a recognised source. Pure. Mapped tables come in the shape's order
 * (parents first), carried ones after them. With `merging` any row may have to be carried whole: what it says may differ
 * from a row of the same key that came from elsewhere.
 */
export function planTables(
  recognition: Recognition,
  names: LegacyNames = legacyNames(),
  merging = false,
): PlannedTable[] {
  const { recognised } = recognition
  const mapped = recognised.map(({ table, source }, index) => {
    const before = recognised.slice(0, index).filter((each) => each.table === table).length
    const placeName = `${table.name}${before === 0 ? '' : `>${source.target}${before}`}`
    const all = recognised.filter((each) => each.table === table).map((each) => each.source)
    return planTable(table, source, { placeName, names, rest: before === 0 ? restOf(all) : '', merging })
  })
  const carried = recognition.unknown.map((table): CarriedTable => {
    return { kind: 'carried', name: table.name, ...place(table), table, legacy: names(table.name), ...everyRow }
  })
  const first = new Set<Table>()
  return [...mapped, ...carried].map((planned) => {
    const made = first.has(planned.table) ? [] : recognition.made.filter(({ table }) => table === planned.table)
    first.add(planned.table)
    return made.length === 0 ? planned : { ...planned, made: made.map(({ rows }) => rows) }
  })
}

/** A table without a readable rowid gets another place when it is staged (copy/stage.ts). */
function place(table: Table): { from: string; rowid: string } {
  return { from: `"${old}".${quoteName(table.name)}`, rowid: table.rowid ?? '' }
}

/** The rows of a raw table that none of its places takes, as SQL over `s`; '' when there are none. */
function restOf(places: SourceTable[]): string {
  if (places.some(({ rows }) => rows === undefined)) return ''
  return `NOT (${places.map(({ rows }) => rows).join(' OR ')})`
}

type Placing = { placeName: string; names: LegacyNames; rest: string; merging: boolean }

function planTable(table: Table, source: SourceTable, placing: Placing): MappedTable {
  const { placeName, names, rest, merging } = placing
  const target = source.target as TargetTable
  const types = new Map(columnsOf(target).map((column) => [column.name, affinityOf(column.type)]))
  const columns: PlannedColumn[] = []
  const carriedColumns: string[] = []
  const taken = new Set<string>()
  for (const column of byOwnNameFirst(table.columns, source)) {
    const to = source.columns[column.name.toLowerCase()]
    const type = to === undefined ? undefined : types.get(to)
    if (to === undefined || type === undefined || taken.has(to)) {
      // What a second place lacks, the first one has.
      if (!source.also) carriedColumns.push(column.name)
      continue
    }
    taken.add(to)
    const repair = source.repairs?.[column.name.toLowerCase()]
    columns.push({
      from: column.name,
      to,
      affinityChanges: canChange(column.affinity, type),
      timestamp: isMoment(to) && source.asItIs !== true,
      ...(repair ? { repair } : {}),
    })
  }
  const key = columns.find((column) => column.from.toLowerCase() === source.key)
  if (!key) throw new Error(`${table.name} has no key column ${source.key}`)
  return {
    kind: 'mapped',
    name: table.name,
    place: placeName,
    ...place(table),
    table,
    target,
    key: { from: key.from, to: key.to },
    columns,
    carriedColumns,
    legacy: carriedColumns.length > 0 ? names(table.name) : '',
    legacyRows: source.onePer || rest !== '' || merging ? names(table.name) : '',
    derived: derivedColumns(table, source),
    onePer: source.onePer ?? null,
    rows: source.rows ?? '',
    rest,
    also: source.also ?? false,
    aside: asideOf(table, source),
    ...everyRow,
  }
}

function derivedColumns(table: Table, source: SourceTable): MappedTable['derived'] {
  const names = columnNames(table)
  return Object.entries(source.derived ?? {})
    .filter(([, { from }]) => from.every((column) => names.has(column)))
    .map(([to, { sql }]) => ({ to, sql, timestamp: isMoment(to) }))
}

/** What is set aside, where the table has the columns that tell. */
function asideOf(table: Table, { aside }: SourceTable): MappedTable['aside'] {
  const names = columnNames(table)
  return aside?.from.every((column) => names.has(column)) ? { rows: aside.rows, reason: aside.reason } : null
}

/** Where two source columns could fill one target column, the one of the same name does; the other is carried. */
function byOwnNameFirst(columns: Column[], source: SourceTable): Column[] {
  const isOwn = (column: Column) => source.columns[column.name.toLowerCase()] === column.name.toLowerCase()
  return [...columns.filter(isOwn), ...columns.filter((column) => !isOwn(column))]
}

/** `legacy_<table>`, then `legacy_<table>_2`: names that differ without regard to case, as SQLite needs. */
export function legacyNames(given: Iterable<string> = []): LegacyNames {
  const taken = new Set(['legacy_config', ...[...given].map((name) => name.toLowerCase())])
  return (table) => {
    for (let number = 1; ; number++) {
      const name = `legacy_${table}${number === 1 ? '' : `_${number}`}`
      if (taken.has(name.toLowerCase())) continue
      taken.add(name.toLowerCase())
      return name
    }
  }
}
