/** One odd value on its way: change the old database, migrate, and find every raw value again. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import type { MigrationResult } from '../../src-main/engine/model/index.js'
import { lostCells } from './account-for.js'
import { makeWorld } from './engine.js'
import { changeDatabase, privateCopy } from './old-database.js'

/** What a case may look at after the run. `all` reads the new database. */
export type Outcome = {
  result: MigrationResult
  all(sql: string): unknown[]
  books(table: string): MigrationResult['tables'][number]
}

/**
 * Changes the sample's database, migrates it, and expects exit 0: books balanced, verification passed, no raw cell lost,
 * the new file sound. Then lets the case look.
 */
export async function expectNothingLost(
  change: (db: Database.Database) => void,
  look: (outcome: Outcome) => void = () => undefined,
): Promise<void> {
  const { source, target, environment, migrate, remove } = await makeWorld({ conversations: 3, nullTimestamps: false })
  try {
    changeDatabase(source, change)
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    const result = await migrate({ validation: 'paranoid' })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    for (const row of result.tables) expect(row.read).toBe(row.migrated + row.quarantined + row.carried + row.left)
    expect(lostCells(copy, target)).toEqual([])
    const db = new Database(target, { readonly: true })
    try {
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.pragma('foreign_key_check')).toEqual([])
      look({
        result,
        all: (sql) => db.prepare(sql).raw().all(),
        books: (table) => result.tables.find(({ name }) => name === table)!,
      })
    } finally {
      db.close()
    }
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
  } finally {
    remove()
  }
}
