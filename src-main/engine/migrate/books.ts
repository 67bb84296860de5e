import { HiveError } from '../errors.js'
import type { Build } from '../copy/build.js'
import { readCheckpoint } from '../copy/checkpoints.js'
import { number } from '../sqlite/open.js'
import type { MigrationResult, TableBooks } from '../model/index.js'
import { wholeRow } from '../salvage/mark.js'
import type { PlannedTable } from '../plan/tables.js'

/**
 * The books of every raw table (design 3.6): counted from the source (`counts`, by name), the checkpoints and the ledger.
 */
export function keepBooks(build: Build, counts: Record<string, number>): TableBooks[] {
  return build.tables.map((table) => booksOf(build, table, counts[table.name] ?? 0))
}

function booksOf(build: Build, table: PlannedTable, read: number): TableBooks {
  const { db } = build
  const rows = (step: string) => readCheckpoint(build, step).rows
  // A record of a whole row says where it was found: no value of it was changed.
  const distinct = (ledger: string) =>
    number(
      db,
      `SELECT count(DISTINCT row_key) FROM main.${ledger}
       WHERE run_id = ? AND source = ? AND table_name = ? AND column_name <> ?`,
      ...[build.runId, build.source, table.name, wholeRow],
    )
  return {
    database: build.source,
    name: table.name,
    read,
    migrated: table.kind === 'mapped' ? rows(`copy:${table.name}`) : 0,
    repaired: distinct('migration_repairs'),
    quarantined: distinct('migration_quarantine'),
    carried: table.kind === 'mapped' ? rows(`carry-rows:${table.name}`) : rows(`carry:${table.name}`),
    left: 0,
  }
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
  const words = wrong.map(({ name, read, migrated, quarantined, carried }) => {
    return `${name}: ${read} read, ${migrated} migrated, ${quarantined} in quarantine, ${carried} carried`
  })
  throw new HiveError('HM-BOOKS', words.join('; '))
}
