import { HiveError } from '../errors.js'
import type { Build, BuildSource } from '../copy/build.js'
import { knownStep } from '../copy/carry.js'
import { placeholderRule } from '../copy/placeholders.js'
import { readCheckpoint } from '../copy/checkpoints.js'
import { number } from '../sqlite/open.js'
import type { MigrationResult, TableBooks } from '../model/index.js'
import { wholeRow } from '../salvage/mark.js'
import type { MappedTable } from '../plan/tables.js'

/**
 * The books of every raw table of every old database (design 3.6): counted from the source (`counts`, by name, in the order
 * of the sources), the checkpoints and the ledger. What the new Hive has and keeps is no part of them.
 */
export function keepBooks(build: Build, counts: Record<string, number>[]): TableBooks[] {
  return build.sources.flatMap((source, index) => {
    if (source.role === 'kept') return []
    const names = [...new Set(source.tables.map(({ name }) => name))]
    return names.map((name) => booksOf(build, source, name, counts[index]?.[name] ?? 0))
  })
}

function booksOf(build: Build, { path, prefix, tables }: BuildSource, name: string, read: number): TableBooks {
  const { db } = build
  const rows = (step: string) => readCheckpoint(build, prefix + step).rows
  const places = tables.filter((table): table is MappedTable => table.kind === 'mapped' && table.name === name)
  const sum = (step: string) =>
    places.filter(({ also }) => !also).reduce((total, { place }) => total + rows(`${step}:${place}`), 0)
  // A record of a whole row says where it was found: no value of it was changed.
  const distinct = (ledger: string) =>
    number(
      db,
      `SELECT count(DISTINCT row_key) FROM main.${ledger}
       WHERE run_id = ? AND source = ? AND table_name = ? AND column_name <> ?`,
      ...[build.runId, path, name, wholeRow],
    )
  const common = { database: path, name, read, quarantined: distinct('migration_quarantine') }
  if (places.length === 0) {
    const carried = rows(`carry:${name}`)
    // What an earlier migration carried is there already, word for word.
    const left = prefix === '' ? (tables.find((table) => table.name === name)?.left ?? 0) : read - carried
    return { ...common, migrated: 0, repaired: 0, carried, left }
  }
  return {
    ...common,
    migrated: sum('copy'),
    repaired: repairedRows(build, path, name),
    carried: rows(`carry-rows:${name}`) + sum('beside'),
    // Of the rows without a place, too, those that an earlier migration carried are there already.
    left: sum('left') + rows(knownStep(`carry-rows:${name}`)) + (places[0]?.left ?? 0),
  }
}

/** Raw rows of which a value arrived changed; a row that had to be made up is none of them. */
function repairedRows({ db, runId }: Build, source: string, name: string): number {
  return number(
    db,
    `SELECT count(DISTINCT row_key) FROM main.migration_repairs
     WHERE run_id = ? AND source = ? AND table_name = ? AND column_name <> ? AND rule <> ?`,
    ...[runId, source, name, wholeRow, placeholderRule],
  )
}

/** The sums over all tables; `same` says that every row that was read has its place. */
export function totalsOf(tables: TableBooks[]): MigrationResult['totals'] {
  const sum = (key: 'read' | 'migrated' | 'repaired' | 'quarantined' | 'carried' | 'left') =>
    tables.reduce((total, table) => total + table[key], 0)
  const same = tables.every((table) => table.read === table.migrated + table.quarantined + table.carried + table.left)
  const [read, migrated, repaired] = [sum('read'), sum('migrated'), sum('repaired')]
  return { read, migrated, repaired, quarantined: sum('quarantined'), carried: sum('carried'), left: sum('left'), same }
}

/** Throws HM-BOOKS naming the tables whose books do not balance. */
export function assertBalanced(tables: TableBooks[]): void {
  const wrong = tables.filter((table) => table.read !== table.migrated + table.quarantined + table.carried + table.left)
  if (wrong.length === 0) return
  const words = wrong.map(({ name, read, migrated, quarantined, carried, left }) => {
    return `${name}: ${read} read, ${migrated} migrated, ${quarantined} in quarantine, ${carried} carried, ${left} left`
  })
  throw new HiveError('HM-BOOKS', words.join('; '))
}
