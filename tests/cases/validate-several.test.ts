/** `validate` after databases came together: every one of them is compared, and a value changed since is found. */
import { expect, it } from 'vitest'
import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../src-main/engine/index.js'
import { CaseHome } from '../support/case/home.js'
import { unified } from '../support/case/shapes/s-a.js'
import { knowledge } from '../support/case/shapes/s-b.js'
import { environmentOf } from '../crash/support/perform.js'

it('compares every old database that is found', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hive-validate-'))
  try {
    for (const folder of ['home', 'state', 'tmp']) mkdirSync(join(root, folder))
    const home = new CaseHome(join(root, 'home'))
    home.old(knowledge({ count: 3 }))
    home.database('.hive-ai/hive-ai.db', unified({ count: 4 }))
    const engine = createEngine({
      ...{ environment: environmentOf(root), emit: () => undefined, signal: new AbortController().signal },
    })
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
  } finally {
    rmSync(root, { recursive: true })
  }
})
