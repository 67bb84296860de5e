import { columnNames, findTable, type Table } from '../sqlite/introspect.js'
import { afterMigrations, hybrid } from './after-migrations.js'
import { clustered } from './clustered.js'
import { documents } from './documents.js'
import { hiveTables } from './hive.js'
import { knowledge } from './knowledge.js'
import { messagesAsJson } from './messages-as-json.js'
import { inOrder } from './order.js'
import { reduced } from './reduced.js'
import { rustCore } from './rust-core.js'
import { titled } from './titled.js'
import { unified } from './unified.js'
import type { MadeRows, Recognised, Shape, Signs, SourceTable } from './shape.js'

/** Every source shape that is known, the most telling first. A new shape is one new file and one line here. */
export const shapes: readonly Shape[] = [
  ...[knowledge, hybrid, afterMigrations, unified, rustCore, messagesAsJson, documents, titled, reduced, clustered],
]

export type Recognition = {
  /** The first of the shapes whose tables are in the file. */
  shape: Pick<Shape, 'name' | 'title'>
  /** Every one of them: a file that several programs opened has tables of several (facts 1.7, mixed). */
  shapes: string[]
  recognised: Recognised[]
  /** Rows that are made of raw rows besides their own place. */
  made: { table: Table; rows: MadeRows }[]
  /** Tables that have no place: carried word for word. */
  unknown: Table[]
}

/**
 * Recognises a database by the columns of its tables, one by one (facts 1.7). A file is a source when at least one of
 * its tables is an old Hive's; answers null otherwise.
 */
export function recognise(tables: Table[]): Recognition | null {
  const all = shapes.filter((shape) => isPresent(shape, tables))
  const present = all.filter(({ name }) => !all.some(({ over }) => over?.includes(name)))
  const [first] = present
  if (!first) return null
  return { shape: first, shapes: present.map(({ name }) => name), ...placed(tables) }
}

/** Whether a file is the desktop app's own, by tables that no other program makes (facts 1.7, S-K). */
export const isApp = (tables: Table[]): boolean =>
  ['consensus_profiles_v2', 'd1_usage_queue', 'welcome_analytics'].some((name) => findTable(tables, name))

/** S-K, the desktop app's own database, which is a source only where a person names it; null for anything else. */
export function recogniseApp(tables: Table[]): Recognition | null {
  if (!isApp(tables)) return null
  const shape = { name: 'S-K', title: 'database of the desktop app' }
  return { shape, shapes: [shape.name], ...placed(tables) }
}

/** The shapes say what the file is called; a table is known by its own columns, whatever lies beside it. */
function placed(tables: Table[]): Pick<Recognition, 'recognised' | 'unknown' | 'made'> {
  const recognised = tables.flatMap((table) => placesIn(table).map((source) => ({ table, source })))
  const made = tables.flatMap((table) => madeOf(table).map((rows) => ({ table, rows })))
  return { ...withUnknown(tables, recognised), made }
}

/** The places of a table: those of the first shape that knows it; else the new Hive's, which may have been in the same file. */
function placesIn(table: Table): SourceTable[] {
  const found = shapes.map((shape) => placesOf(shape.tables, table)).find((places) => places.length > 0)
  return found ?? (isKnown(table) ? [] : placesOf(hiveTables(table, 'whole'), table))
}

function madeOf(table: Table): MadeRows[] {
  return [...new Set(shapes.flatMap(({ made = [] }) => made))].filter((each) => isOf(table, each))
}

/** A new Hive that was used: every table of the new schema goes to its own name, others keep theirs. */
export function recogniseHive(tables: Table[]): Recognition {
  const recognised = tables.flatMap((table) => hiveTables(table, 'any').map((source) => ({ table, source })))
  const shape = { name: 'target', title: 'new Hive' }
  return { shape, shapes: [shape.name], ...withUnknown(tables, recognised), made: [] }
}

function withUnknown(tables: Table[], recognised: Recognised[]): Pick<Recognition, 'recognised' | 'unknown'> {
  const known = new Set(recognised.map(({ table }) => table.name))
  return { recognised: inOrder(recognised), unknown: tables.filter((table) => !known.has(table.name)) }
}

function placesOf(sources: readonly SourceTable[], table: Table): SourceTable[] {
  return sources.filter((source) => isOf(table, source))
}

function isOf(table: Table, { name, signature, lacks }: Signs): boolean {
  const names = columnNames(table)
  return (
    name === table.name.toLowerCase() &&
    signature.every((column) => names.has(column)) &&
    !lacks?.some((column) => names.has(column))
  )
}

function isKnown(table: Table): boolean {
  return shapes.some((shape) => isCarriedBy(shape, table))
}

function isCarriedBy(shape: Shape, table: Table): boolean {
  const columns = shape.carried?.[table.name.toLowerCase()]
  const names = columnNames(table)
  return columns?.every((column) => names.has(column)) ?? false
}

/**
 * Several shapes share tables (curator_truths, settings): those alone do not tell which shape a file is of. A table of
 * `conversations` does; where one of another shape is present, the file is not of this shape, unless a table says so that
 * no other shape and no new Hive has.
 */
function isPresent(shape: Shape, tables: Table[]): boolean {
  if (shape.when) return shape.when.some((list) => list.every((signs) => tables.some((table) => isOf(table, signs))))
  const mine = tables.filter((table) => placesOf(shape.tables, table).length > 0 || isCarriedBy(shape, table))
  const conversations = findTable(tables, 'conversations')
  if (conversations && placesOf(shape.tables, conversations).length > 0) return true
  if (mine.some((table) => isTelling(shape, table))) return true
  return !conversations && mine.some((table) => !isShared(table))
}

/** Whether a table is this shape's alone, those aside that are the same shape after changes. */
function isTelling(shape: Shape, table: Table): boolean {
  const others = shapes.filter((other) => other !== shape && !other.over?.includes(shape.name))
  const isTheirs = (other: Shape) => placesOf(other.tables, table).length > 0 || isCarriedBy(other, table)
  return isCarriedBy(shape, table) && !others.some(isTheirs)
}

/** Tables that the new Hive has just so: alone they are a new Hive's. */
function isShared(table: Table): boolean {
  return hiveTables(table, 'whole').length > 0 && placesOf(knowledge.tables, table).length === 0
}
