/** What changes under a run: the source, its backup, the new file. Found, named, and never put in place. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook } from '../../src-main/engine/faults.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { once } from '../support/machine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 60, textBytes: 4000 })
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

/** Overwrites most pages of a file behind the engine's back, as a bad disk does. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096 * 4)
  writeFileSync(path, bytes)
}

function fileIn(folder: string, name: RegExp): string {
  return join(folder, readdirSync(folder).find((each) => name.test(each)) ?? 'none')
}

const backedUp = () =>
  fileIn(join(fileIn(join(world.environment.stateHome, 'backups'), /./), 'files'), /knowledge\.db$/)

it('damage that shows only when rows are read is the old database’s, and nothing changes', async () => {
  const before = snapshot(world.home)
  once('copy:begun', () => {
    spoil(backedUp())
  })
  expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-SOURCE-CORRUPT', exit: 3 })
  expect(snapshot(world.home)).toEqual(before)
})

it('what cannot even be opened any more is no better', async () => {
  once('copy:begun', () => {
    writeFileSync(backedUp(), 'x'.repeat(40_000))
  })
  expect(await failureOf(world.migrate())).toMatchObject({ exit: 3 })
})

it('damage of the new file is not blamed on the old one; the target stays as it was', async () => {
  once('copy:done', () => {
    spoil(fileIn(join(world.target, '..'), /migrating-[\w-]+$/))
  })
  const failure = await failureOf(world.migrate())
  expect(failure.code).not.toBe('HM-SOURCE-CORRUPT')
  expect(readdirSync(join(world.target, '..'))).not.toContain('hive-ai.db')
  setFaultHook(null)
  expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
})

it('a source that is swapped for something else between the look and the backup is refused', async () => {
  const other = join(world.home, 'photos')
  const db = new Database(other)
  db.exec('CREATE TABLE photos (id); INSERT INTO photos VALUES (1)')
  db.close()
  once('run:plan-written', () => {
    renameSync(other, world.source)
  })
  const failure = await failureOf(world.migrate())
  expect(failure).toMatchObject({ code: 'HM-SOURCE-UNKNOWN-SHAPE', exit: 3 })
  expect(failure.detail).toContain('changed its shape')
  expect(readdirSync(join(world.target, '..'))).toEqual(['config.json'])
})

describe('at level paranoid', () => {
  it('somebody who writes to the old database after its backup is noticed before the swap, and taken up', async () => {
    once('verify:opened', () => {
      changeDatabase(world.source, (db) => db.exec(`UPDATE conversations SET question = 'since'`))
    })
    expect(await world.migrate({ validation: 'paranoid' })).toMatchObject({
      status: 'migrated',
      totals: { same: true },
    })
    const db = new Database(world.target, { readonly: true })
    expect(db.prepare('SELECT DISTINCT question FROM conversations').pluck().all()).toEqual(['since'])
    db.close()
  })

  it('an old database that vanished is compared from its backup', async () => {
    once('verify:opened', () => {
      rmSync(world.source)
    })
    const failure = await failureOf(world.migrate({ validation: 'paranoid' }))
    expect(failure.code).toBe('HM-VERIFY-FAILED')
    expect(failure.detail).not.toContain('values not found')
  })
})
