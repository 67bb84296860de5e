/** An interrupted run given up: what somebody put at the new place since stays, and so does everything that ended. */
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFaultHook } from '../../src-main/engine/faults.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { once } from '../support/machine.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

it('what lies at the new place since stays as it is', async () => {
  once('copy:done', () => {
    throw new Error('dead')
  })
  expect((await failureOf(world.migrate())).detail).toBe('dead')
  setFaultHook(null)
  mkdirSync(dirname(world.target), { recursive: true })
  writeFileSync(world.target, 'made by the new Hive meanwhile')
  expect((await world.engine.giveUp({})).undone).toHaveLength(1)
  expect(readFileSync(world.target, 'utf8')).toBe('made by the new Hive meanwhile')
})

it('a folder on the way that cannot be removed stays, and the run is taken back all the same', async () => {
  const folder = join(world.home, 'new')
  const to = join(folder, 'hive-ai.db')
  once('copy:done', () => {
    throw new Error('dead')
  })
  expect((await failureOf(world.migrate({ to }))).detail).toBe('dead')
  // Windows refuses a folder that a program has open; nowhere else is that refused, and a file is no folder either.
  once('undo:work-removed', () => {
    rmdirSync(folder)
    writeFileSync(folder, '')
  })
  expect((await world.engine.giveUp({ to })).undone).toHaveLength(1)
  setFaultHook(null)
  rmSync(folder)
  expect(await world.engine.giveUp({ to })).toEqual({ undone: [] })
})

it('of a migration that ended nothing is given up', async () => {
  await world.migrate()
  const after = snapshot(world.home)
  expect(await world.engine.giveUp({})).toEqual({ undone: [] })
  expect(snapshot(world.home)).toEqual(after)
})
