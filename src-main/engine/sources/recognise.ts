import { columnNames, findTable, type Table } from '../sqlite/introspect.js'
import { hiveTables } from './hive.js'
import { knowledge } from './knowledge.js'
import { inOrder } from './order.js'
import { unified } from './unified.js'
import type { Recognised, Shape, SourceTable } from './shape.js'

/** Every source shape that is known, the most telling first. A new shape is one new file and one line here. */
export const shapes: readonly Shape[] = [knowledge, unified]

export type Recognition = {
  /** The first of the shapes whose tables are in the file. */
  shape: Pick<Shape, 'name' | 'title'>
  /** Every one of them: a file that several programs opened has tables of several (facts 1.7, mixed). */
  shapes: string[]
  recognised: Recognised[]
  /** Tables that have no place: carried word for word. */
  unknown: Table[]
}

/**
 * Recognises a database by the columns of its tables, one by one (facts 1.7). A file is a source when at least one of
 * its tables is an old Hive's; answers null otherwise.
 */
export function recognise(tables: Table[]): Recognition | null {
  const present = shapes.filter((shape) => isPresent(shape, tables))
  const [first] = present
  if (!first) return null
  // What the new Hive added to the same file has its place, too.
  const recognised = tables.flatMap((table) => {
    const found = present.map((shape) => placesOf(shape.tables, table)).find((places) => places.length > 0)
    const places = found ?? (isKnown(present, table) ? [] : placesOf(hiveTables(table, 'whole'), table))
    return places.map((source) => ({ table, source }))
  })
  return { shape: first, shapes: present.map(({ name }) => name), ...withUnknown(tables, recognised) }
}

/** A new Hive that was used: every table of the new schema goes to its own name, others keep theirs. */
export function recogniseHive(tables: Table[]): Recognition {
  const recognised = tables.flatMap((table) => hiveTables(table, 'any').map((source) => ({ table, source })))
  const shape = { name: 'target', title: 'new Hive' }
  return { shape, shapes: [shape.name], ...withUnknown(tables, recognised) }
}

function withUnknown(tables: Table[], recognised: Recognised[]): Pick<Recognition, 'recognised' | 'unknown'> {
  const known = new Set(recognised.map(({ table }) => table.name))
  return { recognised: inOrder(recognised), unknown: tables.filter((table) => !known.has(table.name)) }
}

function placesOf(sources: readonly SourceTable[], table: Table): SourceTable[] {
  return sources.filter((source) => source.name === table.name.toLowerCase() && isOf(table, source))
}

function isOf(table: Table, source: SourceTable): boolean {
  const names = columnNames(table)
  return source.signature.every((column) => names.has(column)) && !source.lacks?.some((column) => names.has(column))
}

function isKnown(present: Shape[], table: Table): boolean {
  return present.some((shape) => isCarriedBy(shape, table))
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
  const mine = tables.filter((table) => placesOf(shape.tables, table).length > 0 || isCarriedBy(shape, table))
  const conversations = findTable(tables, 'conversations')
  if (conversations && placesOf(shape.tables, conversations).length > 0) return true
  if (mine.some((table) => isTelling(shape, table))) return true
  return !conversations && mine.some((table) => !isShared(table))
}

/** Whether a table is this shape's alone. */
function isTelling(shape: Shape, table: Table): boolean {
  return (
    isCarriedBy(shape, table) && !shapes.some((other) => other !== shape && placesOf(other.tables, table).length > 0)
  )
}

/** Tables that the new Hive has just so: alone they are a new Hive's. */
function isShared(table: Table): boolean {
  return hiveTables(table, 'whole').length > 0 && placesOf(knowledge.tables, table).length === 0
}
