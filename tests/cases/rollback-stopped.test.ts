/** A rollback that is cancelled or dies: what it leaves, what status says of it, and how it is finished. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import { engineOf, failureOf, makeWorld, snapshot, type World } from '../support/engine.js'

let world: World
let before: Record<string, string>
let backup: string
beforeEach(async () => {
  world = await makeWorld()
  before = snapshot(world.home)
  const result = await world.migrate()
  backup = result.backup?.id ?? ''
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

function at(point: FaultPoint, act: () => void): void {
  setFaultHook({
    at: (passed) => {
      if (passed === point) act()
    },
    before: () => undefined,
  })
}

const backups = () => readdirSync(join(world.environment.stateHome, 'backups'))

it.each(['rollback:verified', 'rollback:planned', 'backup:file-copied', 'rollback:kept'] as const)(
  'cancelled at %s, it has changed nothing and leaves nothing',
  async (point) => {
    const migrated = snapshot(world.home)
    const kept = backups()
    const controller = new AbortController()
    at(point, () => {
      controller.abort()
    })
    const failure = await failureOf(engineOf(world.environment, controller.signal).rollback({ backup }))
    expect(failure.code).toBe('HM-CANCELLED')
    expect(snapshot(world.home)).toEqual(migrated)
    expect(backups()).toEqual(kept)
    expect(await world.engine.status({})).toMatchObject({ state: 'migrated' })
  },
)

it('cancelled once it puts things back, it goes on to its end', async () => {
  const controller = new AbortController()
  at('rollback:restoring', () => {
    controller.abort()
  })
  const result = await engineOf(world.environment, controller.signal).rollback({ backup })
  expect(result.verified).toBe(true)
  expect(snapshot(world.home)).toEqual(before)
})

it('dead before it puts anything back, it is no interrupted run: there is nothing to finish', async () => {
  at('rollback:kept', () => {
    throw new Error('dead')
  })
  await failureOf(world.engine.rollback({ backup }))
  const status = await world.engine.status({})
  expect(status).toMatchObject({ state: 'migrated', lastRun: { kind: 'rollback', state: 'cancelled' } })
})

it.each(['rollback:restoring', 'restore:file-removed', 'rollback:restored'] as const)(
  'dead at %s, status names the backup that finishes it, and it is finished once',
  async (point) => {
    at(point, () => {
      throw new Error('dead')
    })
    await failureOf(world.engine.rollback({ backup }))
    setFaultHook(null)
    const status = await world.engine.status({})
    expect(status).toMatchObject({ state: 'interrupted', lastRun: { kind: 'rollback', backupId: backup } })
    const result = await world.engine.rollback({ backup: status.lastRun?.backupId ?? '' })
    expect(result).toMatchObject({ runId: status.lastRun?.runId, backupId: backup, verified: true })
    expect(snapshot(world.home)).toEqual(before)
    const { state, runs } = await world.engine.status({})
    expect(state).toBe('not-migrated')
    expect(runs.filter(({ kind }) => kind === 'rollback')).toHaveLength(1)
  },
)
