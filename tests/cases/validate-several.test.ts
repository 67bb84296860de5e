/** `validate`: every old database is compared, a value changed since is found, and a place that is named is not passed over. */
import { expect, it } from 'vitest'
import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type EngineApi } from '../../src-main/engine/index.js'
import { CaseHome } from '../support/case/home.js'
import { unified } from '../support/case/shapes/s-a.js'
import { knowledge } from '../support/case/shapes/s-b.js'
import { environmentOf } from '../crash/support/perform.js'

/** Two old databases in a home of their own, and an engine for it. */
async function withTwo(work: (engine: EngineApi, root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'hive-validate-'))
  try {
    for (const folder of ['home', 'state', 'tmp', 'empty']) mkdirSync(join(root, folder))
    const home = new CaseHome(join(root, 'home'))
    home.old(knowledge({ count: 3 }))
    home.database('.hive-ai/hive-ai.db', unified({ count: 4 }))
    const engine = createEngine({
      ...{ environment: environmentOf(root), emit: () => undefined, signal: new AbortController().signal },
    })
    await work(engine, root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

it('compares every old database that is found', () =>
  withTwo(async (engine) => {
    const moved = await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false })
    expect(moved.status).toBe('migrated')
    const good = await engine.validate({ level: 'standard' })
    expect(good.checks.filter(({ passed }) => !passed)).toEqual([])
    expect(good.tables.filter(({ name }) => name === 'conversations').map(({ source }) => source)).toEqual([4, 3])

    const db = new Database(moved.target.path)
    db.exec(`UPDATE stage_outputs SET full_output = 'changed' WHERE rowid = 1`)
    db.close()
    const bad = await engine.validate({ level: 'standard' })
    expect(bad.passed).toBe(false)
    expect(bad.tables.reduce((sum, { mismatched }) => sum + mismatched, 0)).toBeGreaterThan(0)
  }))

it('refuses a folder without an old Hive, where another one was found and migrated', () =>
  withTwo(async (engine, root) => {
    const from = join(root, 'empty')
    await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false })
    const missing = { code: 'HM-SOURCE-MISSING', message: expect.stringContaining(from) as string }
    await expect(engine.validate({ source: from, level: 'standard' })).rejects.toMatchObject(missing)
    const again = { type: 'upgrade', validation: 'standard', resume: false, from } as const
    await expect(engine.migrate(again)).rejects.toMatchObject(missing)
    // The folder of the new database itself is no such slip: all of it is there.
    const own = { ...again, from: join(root, 'home', '.hive') }
    expect(await engine.migrate(own)).toMatchObject({ status: 'nothing-to-do' })
  }))
