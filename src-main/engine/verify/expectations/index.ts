import { columnNames, findTable, type Table } from '../../sqlite/introspect.js'
import type { DerivedExpectation, TableExpectation } from './expectation.js'
import { knowledgeExpectations } from './knowledge.js'
import { otherTables } from './others.js'
import { isOwn } from './own.js'
import { unifiedTables } from './unified.js'

/** Every place that a raw table of an old Hive may have, shape after shape. A new shape adds its list here. */
const tableExpectations: readonly TableExpectation[] = [
  ...[...knowledgeExpectations.tables, ...unifiedTables, ...otherTables],
]

/** What is made for every row besides its own cells, where nothing else brings it. */
export const derivedExpectations: readonly DerivedExpectation[] = knowledgeExpectations.derived

/** What the migration writes about itself is compared by other checks. */
const isLedger = (name: string) => name.startsWith('migration_') || name.startsWith('legacy_')

/** Whether the columns of a raw table are those that an expectation speaks of. */
export function isOf(table: Table, expectation: TableExpectation): boolean {
  const names = columnNames(table)
  return (
    expectation.signature.every((column) => names.has(column)) &&
    !expectation.lacks?.some((column) => names.has(column))
  )
}

/**
 * The places of a raw table, none for one that must be carried whole. `target` are the new database's tables: a table of
 * the new Hive itself, in an old Hive's file or among what is kept, goes to its own name.
 */
export function placesOf(table: Table, target: Table[], role: 'kept' | 'old'): TableExpectation[] {
  const name = table.name.toLowerCase()
  if (role === 'kept') return ownPlace(table, target, false)
  const known = tableExpectations.filter((each) => each.table === name)
  const places = known.filter((each) => isOf(table, each))
  // A table of a name that an old Hive gave another meaning is nobody's but that one's (facts T29).
  return places.length > 0 ? places : ownPlace(table, target, true)
}

/** The new Hive's own table of the same name; where `whole` only if that has every column, and the telling ones are there. */
function ownPlace(table: Table, target: Table[], whole: boolean): TableExpectation[] {
  const name = table.name.toLowerCase()
  const own = findTable(target, name)
  const keys = own?.columns.filter(({ keyPosition }) => keyPosition > 0) ?? []
  const [key] = keys
  const names = columnNames(table)
  if (!own || isLedger(name) || keys.length !== 1 || !key || !names.has(key.name)) return []
  const there = columnNames(own)
  if (whole && [...names].some((column) => !there.has(column))) return []
  if (whole && !isOwn(name, names)) return []
  const pairs = [...names].filter((column) => there.has(column)).map((column): [string, string] => [column, column])
  return [
    { table: name, signature: [key.name], target: own.name, key: { from: key.name, to: key.name }, pairs, more: true },
  ]
}
