import type { BuildSource } from '../copy/build.js'
import { HiveError } from '../errors.js'
import { legacyNames, planTables } from '../plan/tables.js'
import { recognise, recogniseApp, recogniseHive, type Recognition } from '../sources/recognise.js'
import { tablesOf, type Table } from '../sqlite/introspect.js'
import { attach, detach, type Connection } from '../sqlite/open.js'
import type { Folded } from './folded.js'

/** Says where each table of each folded database goes, by looking at it once more. Nothing is attached afterwards. */
export function buildSources(db: Connection, folded: Folded[]): BuildSource[] {
  const tables = folded.map(({ path }) => tablesIn(db, path))
  // What the new Hive carries already keeps its names.
  const taken = folded.flatMap(({ role }, index) => (role === 'kept' ? (tables[index] ?? []) : []))
  const names = legacyNames(taken.map(({ name }) => name))
  return folded.map(({ source, role, path, schema }, index): BuildSource => {
    const there = tables[index] ?? []
    const recognition = role === 'kept' ? recogniseHive(there) : known(source, there)
    const planned = planTables(recognition, names, index > 0)
    return { path: source, folded: path, schema, role, tables: planned, prefix: index === 0 ? '' : `${index + 1}:` }
  })
}

function tablesIn(db: Connection, path: string): Table[] {
  attach(db, path, 'old')
  try {
    return tablesOf(db, 'old')
  } finally {
    detach(db, 'old')
  }
}

function known(path: string, tables: Table[]): Recognition {
  const recognition = recognise(tables) ?? recogniseApp(tables)
  if (!recognition) throw new HiveError('HM-SOURCE-UNKNOWN-SHAPE', `${path} changed its shape.`)
  return recognition
}
