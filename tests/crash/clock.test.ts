/** A clock that jumps: ids keep their order, and nothing depends on what time it is. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { stateHome, makeStateHome, newId } from '../../src-main/engine/journal/state-home.js'
import { engineOf, environmentOf } from './support/perform.js'
import { makePlay } from './support/play.js'

const setClock = (time: string) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) })
}
afterEach(() => {
  vi.useRealTimers()
})

it('gives out ids in order, within one second and when the clock goes back by years', async () => {
  const play = await makePlay('app')
  const home = stateHome(environmentOf(play.root))
  makeStateHome(home)
  setClock('2026-06-01T12:00:00Z')
  await play.do('plain')
  await play.do('rollback')
  setClock('2019-01-01T00:00:00Z')
  await play.do('plain')
  await play.do('rollback')
  setClock('2019-01-01T00:00:00Z')
  await play.do('plain')
  const runs = readdirSync(join(play.state, 'runs')).sort()
  const status = await engineOf(play.root).status({})
  expect(status.runs.map(({ kind }) => kind)).toEqual(['migrate', 'rollback', 'migrate', 'rollback', 'migrate'])
  expect(status.lastRun?.runId).toBe(runs.at(-1))
  expect(newId(home) > runs.at(-1)!).toBe(true)
  const [newest] = await engineOf(play.root).backups({})
  expect(newest?.id).toBe(readdirSync(join(play.state, 'backups')).sort().at(-1))
  await play.do('rollback')
  expect(play.whenBack()).toEqual([])
})

it('goes on after a death although time went back in between', async () => {
  for (const point of [
    'backup:manifest-written',
    'copy:done',
    'verify:compared',
    'swap:before-rename',
    'swap:renamed',
  ] as const) {
    const play = await makePlay('in-place')
    setClock('2030-01-01T00:00:00Z')
    await play.dieAt(point, 'plain')
    setClock('1999-12-31T23:59:59Z')
    expect((await play.do('resume')).migration?.status).toBe('migrated')
    expect(play.whenMigrated()).toEqual([])
    setClock('1980-01-01T00:00:00Z')
    await play.dieAt('restore:file-removed', 'rollback')
    expect((await play.do('rollback')).error).toBe(null)
    expect(play.whenBack()).toEqual([])
  }
})
