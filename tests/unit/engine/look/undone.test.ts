/** Looking inside after the move was undone: the truth, and the new database out of the backup that keeps it. */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf, makeWorld, snapshot, type World } from '../../../support/engine.js'
import { makeDatabase } from '../../../support/small-database.js'

let world: World
let first: { runId: string; backup: { id: string } | null }
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
  first = await world.migrate()
})
afterEach(() => {
  world.remove()
})

const undo = () => world.engine.rollback({ backup: first.backup?.id ?? '' })
const look = (run?: string) => world.engine.lookSearch(run === undefined ? {} : { run })

describe('after an undo', () => {
  it('shows the old Hive alone, and says when the move was undone', async () => {
    const { runId } = await undo()
    const before = snapshot(world.home)
    const { runs } = await world.engine.status({})
    const at = runs.find((run) => run.runId === runId)?.startedAt
    const results = await look()
    expect(results).toMatchObject({
      ...{ runId: null, undone: { runId: first.runId, at, kept: true } },
      ...{ old: { state: 'ready', kind: 'database' }, new: { state: 'absent' } },
    })
    expect(results.found.map(({ mark }) => mark)).toEqual(['alone', 'alone', 'alone'])
    expect(snapshot(world.home)).toEqual(before)
  })

  it('compares with the new database that was taken out, with what was changed there since', async () => {
    makeDatabase(join(world.home, '.hive', 'hive-ai.db'), `UPDATE conversations SET title = 'Later' WHERE rowid = 1`)
    const { keptBackupId } = await undo()
    const results = await look(first.runId)
    expect(results).toMatchObject({ runId: first.runId, undone: { kept: true }, old: { kind: 'backup' } })
    expect(results.new).toMatchObject({ state: 'ready', kind: 'backup', conversations: 3 })
    expect(results.new.path).toContain(keptBackupId)
    expect(results.found.map(({ mark }) => mark).sort()).toEqual(['same', 'same', 'same'])
    const titles = await Promise.all(
      results.found.map(async ({ id }) => {
        const { sections } = await world.engine.lookConversation({ run: first.runId, id: id ?? '' })
        return sections.flatMap(({ pairs }) => pairs).find(({ label }) => label === 'title')?.new?.excerpt
      }),
    )
    expect(titles).toContain('Later')
  })

  it('says that it is gone where its backup is', async () => {
    const { kept } = await undo()
    rmSync(kept[0]!, { recursive: true })
    expect(await look()).toMatchObject({ undone: { runId: first.runId, kept: false } })
    expect(await look(first.runId)).toMatchObject({ undone: { kept: false }, new: { state: 'absent' } })
  })

  it('concerns only what was migrated', async () => {
    await undo()
    const of = async (from: string) => (await world.engine.lookSearch({ from })).undone?.runId ?? null
    expect(await of(world.source)).toBe(first.runId)
    expect(await of(dirname(world.source))).toBe(first.runId)
    const { path } = await world.engine.createSample({
      directory: join(world.home, '..', 'other'),
      conversations: 2,
      seed: 3,
    })
    expect(await of(path)).toBeNull()
  })
})

it('is over once the database was brought back, or the data migrated again', async () => {
  const { keptBackupId } = await undo()
  await world.engine.rollback({ backup: keptBackupId ?? '' })
  expect(await look()).toMatchObject({ runId: first.runId, undone: null, new: { kind: 'database', state: 'ready' } })
  await undo()
  expect(await look()).toMatchObject({ runId: null, undone: { runId: first.runId } })
  const second = await world.migrate()
  expect(await look()).toMatchObject({ runId: second.runId, undone: null })
  expect(await look(first.runId)).toMatchObject({ runId: first.runId, undone: { kept: true }, new: { kind: 'backup' } })
})

it('is not said before any undo, nor of a run that is not known', async () => {
  expect(await look()).toMatchObject({ runId: first.runId, undone: null })
  expect((await failureOf(look('20260101-000000-none'))).code).toBe('HM-USAGE')
})
