/** A rollback that died before it put anything back is taken away whole, also when that was begun before. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import { makeWorld, snapshot, type World } from '../support/engine.js'

let world: World
let before: Record<string, string>
let backup: string
beforeEach(async () => {
  world = await makeWorld({ conversations: 2 })
  before = snapshot(world.home)
  backup = (await world.migrate()).backup?.id ?? ''
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

async function dieAt(point: FaultPoint): Promise<void> {
  setFaultHook({
    at: (passed) => {
      if (passed === point) throw new Error('died')
    },
    before: () => undefined,
  })
  await expect(world.engine.rollback({ backup })).rejects.toThrow('died')
  setFaultHook(null)
}
const below = (name: string) => {
  const folder = join(world.environment.stateHome, name)
  return readdirSync(folder).map((id) => join(folder, id))
}

it.each(['rollback:keep-removed', 'journal:before-undone'] as const)('and again at %s', async (point) => {
  const kept = below('backups')
  await dieAt('rollback:kept')
  const dead = below('runs').at(-1)!
  expect(existsSync(join(dead, 'work'))).toBe(true)
  expect(below('backups').length).toBe(kept.length + 1)
  await dieAt(point)
  const { keptBackupId } = await world.engine.rollback({ backup })
  expect(snapshot(world.home)).toEqual(before)
  expect(existsSync(join(dead, 'work'))).toBe(false)
  expect(below('backups').sort()).toEqual([...kept, join(world.environment.stateHome, 'backups', keptBackupId!)].sort())
})

it('whatever somebody removed of it', async () => {
  await dieAt('rollback:kept')
  rmSync(join(below('runs').at(-1)!, 'work'), { recursive: true })
  for (const folder of below('backups').slice(-1)) rmSync(folder, { recursive: true })
  await world.engine.rollback({ backup })
  expect(snapshot(world.home)).toEqual(before)
})
