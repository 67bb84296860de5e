/** An interrupted run taken back on its own: everything as it was, whatever it had reached, and no other run begun. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { once } from '../support/machine.js'

let world: World
let before: ReturnType<typeof snapshot>
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
  before = snapshot(world.home)
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

/** Lets a run die at a place; answers its id. */
async function dieAt(place: FaultPoint): Promise<string> {
  once(place, () => {
    throw new Error('dead')
  })
  expect((await failureOf(world.migrate())).detail).toBe('dead')
  setFaultHook(null)
  return readdirSync(join(world.environment.stateHome, 'runs')).sort().at(-1) ?? ''
}
const state = async () => (await world.engine.status({})).state

describe('taken back where it died', () => {
  const places: FaultPoint[] = ['journal:after-planned', 'copy:done', 'journal:after-verified']
  const inSwap: FaultPoint[] = ['journal:after-swapping', 'swap:renamed', 'journal:after-swapped', 'report:written']
  it.each([...places, ...inSwap])('%s: everything as it was, and a new run can begin', async (place) => {
    const runId = await dieAt(place)
    expect(await state()).toBe('interrupted')
    expect(await world.engine.takeBack({ runId })).toEqual({ takenBack: true })
    expect(snapshot(world.home)).toEqual(before)
    expect(await state()).toBe('not-migrated')
    expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
  })

  it.each<FaultPoint>(['undo:begun', 'undo:work-removed', 'undo:backup-removed'])(
    'died again at %s: once more finishes it',
    async (place) => {
      const runId = await dieAt('copy:done')
      once(place, () => {
        throw new Error('dead')
      })
      expect((await failureOf(world.engine.takeBack({ runId }))).detail).toBe('dead')
      setFaultHook(null)
      expect(await world.engine.takeBack({ runId })).toEqual({ takenBack: true })
      expect(snapshot(world.home)).toEqual(before)
    },
  )
})

it('what lies at the new place since stays as it is', async () => {
  const runId = await dieAt('copy:done')
  mkdirSync(dirname(world.target), { recursive: true })
  writeFileSync(world.target, 'made by the new Hive meanwhile')
  expect(await world.engine.takeBack({ runId })).toEqual({ takenBack: true })
  expect(readFileSync(world.target, 'utf8')).toBe('made by the new Hive meanwhile')
})

it('nothing to take back: a run that ended, and none of that name', async () => {
  const { runId } = await world.migrate()
  const after = snapshot(world.home)
  expect(await world.engine.takeBack({ runId })).toEqual({ takenBack: false })
  expect(await world.engine.takeBack({ runId: 'none' })).toEqual({ takenBack: false })
  expect(snapshot(world.home)).toEqual(after)
})
