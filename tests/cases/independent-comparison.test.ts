/** The second comparison, which paranoid adds, is exact: a REAL is its 64 bits and not its first 15 digits. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareIndependently } from '../../src-main/engine/verify/independent/compare.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
beforeAll(async () => {
  world = await makeWorld({ conversations: 3 })
  changeDatabase(world.source, (db) =>
    db.exec(`UPDATE stage_outputs SET temperature = 0.1 WHERE rowid = 1;
      UPDATE stage_outputs SET temperature = 0 WHERE rowid = 2;
      UPDATE stage_outputs SET temperature = 9e999 WHERE rowid = 3;
      INSERT INTO stage_outputs (id, conversation_id, stage_name, stage_number, provider, model, full_output,
        character_count, word_count, temperature) VALUES ('set aside', 'nobody', 'summary', 1, 'p', 'm', 'f', 1, 1, 0.3);
      CREATE TABLE numbers (id REAL PRIMARY KEY, n REAL); INSERT INTO numbers VALUES (0.7, 1e300), (-0.0, 4.9e-324)`),
  )
  await world.migrate({ validation: 'paranoid' })
})
afterAll(() => {
  world.remove()
})

async function compared(change: string) {
  const path = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(world.target, path)
  changeDatabase(path, (db) => db.exec(change))
  try {
    return await compareIndependently(world.source, path, () => undefined)
  } finally {
    rmSync(path)
  }
}

it('finds every value of what the migration made', async () => {
  expect(await compared('SELECT 1')).toMatchObject({ lost: 0, surplus: 0, first: null })
})

it.each([
  ['in its own column', `UPDATE stage_outputs SET temperature = 0.1 + 1.4e-17 WHERE temperature = 0.1`, 'temperature'],
  ['in quarantine', `UPDATE migration_quarantine SET value = 0.3 + 5.6e-17 WHERE value = 0.3`, 'temperature'],
  ['in a table without a place', `UPDATE legacy_numbers SET n = 1e300 + 2e284 WHERE n = 1e300`, 'column n'],
  ['in a key', `UPDATE legacy_numbers SET id = 0.7 + 1.2e-16 WHERE id = 0.7`, 'column id'],
  ['of the smallest number', `UPDATE legacy_numbers SET n = 0.0 WHERE n = 4.9e-324`, 'column n'],
])('finds a last bit %s', async (_, change, named) => {
  const { lost, first } = await compared(change)
  expect(lost).toBe(1)
  expect(first).toContain(named)
})
