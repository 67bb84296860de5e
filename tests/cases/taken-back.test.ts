/** An interrupted run given up: what somebody put at the new place since stays, and so does everything that ended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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

it('of a migration that ended nothing is given up', async () => {
  await world.migrate()
  const after = snapshot(world.home)
  expect(await world.engine.giveUp({})).toEqual({ undone: [] })
  expect(snapshot(world.home)).toEqual(after)
})
