/** Giving an interrupted migration up, wherever it died: everything is as it was before, and a new one can begin. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HiveError } from '../../src-main/engine/errors.js'
import type { FaultPoint } from '../../src-main/engine/faults.js'
import type { Status } from '../../src-main/engine/model/index.js'
import { engineOf } from './support/perform.js'
import { makePlay, type Play } from './support/play.js'

const giveUp = ({ root, scenario }: Play) =>
  engineOf(root).giveUp(scenario.to === null ? {} : { to: join(root, scenario.to) })

const points: FaultPoint[] = [
  'run:plan-written',
  'backup:file-copied',
  'journal:after-backed-up',
  'copy:checkpointed',
  'index:one-made',
  'verify:check-done',
  'journal:after-verified',
  'journal:after-swapping',
  'swap:folded',
  'swap:before-rename',
  'swap:renamed',
  'journal:after-swapped',
]

it.each([
  ...points.map((point) => ({ point, world: 'in-place' as const })),
  ...(['copy:checkpointed', 'swap:renamed'] as const).map((point) => ({ point, world: 'fresh' as const })),
])('after a death at $point ($world)', async ({ point, world }) => {
  const play = await makePlay(world)
  const { migration } = await play.dieAt(point, 'plain')
  expect(migration, 'it died').toBe(null)
  const [run] = readdirSync(join(play.state, 'runs'))
  expect(await giveUp(play)).toEqual({ undone: [run] })
  expect(play.whenBack()).toEqual([])
  // Twice is the same as once.
  expect(await giveUp(play)).toEqual({ undone: [] })
  expect((await play.do('plain')).migration).toMatchObject({ status: 'migrated' })
  expect(play.whenMigrated()).toEqual([])
})

it('killed in the middle of taking back, it is taken back by the next try', async () => {
  const play = await makePlay('in-place')
  for (const point of ['undo:begun', 'undo:work-removed', 'undo:backup-removed'] as const) {
    await play.dieAt('copy:checkpointed', 'plain')
    // A plain run takes the one before back, and dies while it does.
    await play.dieAt(point, 'plain')
    expect((await giveUp(play)).undone).toHaveLength(1)
    expect(play.whenBack()).toEqual([])
  }
})

it('is refused while another run is going on, and after a migration there is nothing to give up', async () => {
  const play = await makePlay('fresh')
  let refused: unknown
  let asked: Promise<Status> | undefined
  await play.dieAt('copy:checkpointed', 'plain', () => {
    void giveUp(play).catch((error: unknown) => (refused = error))
    asked = engineOf(play.root).status({})
  })
  expect(await asked).toMatchObject({ busy: true })
  expect(await engineOf(play.root).status({})).toMatchObject({ busy: false })
  expect(refused).toBeInstanceOf(HiveError)
  expect(refused).toMatchObject({ code: 'HM-LOCKED' })
  expect(play.whenMigrated()).toEqual([])
  expect(await giveUp(play)).toEqual({ undone: [] })
  expect(play.whenMigrated()).toEqual([])
})
