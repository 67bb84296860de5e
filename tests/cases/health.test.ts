/** What `status --health` says: the truth about each thing that a person relies on, and which of them is broken. */
import { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFaultHook } from '../../src-main/engine/faults.js'
import { failureOf, makeWorld, type World } from '../support/engine.js'
import { once } from '../support/machine.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 2 })
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

const health = async () => {
  const { health: checks } = await world.engine.status({ health: true })
  return Object.fromEntries(checks.map(({ name, ok, detail }) => [name, `${ok ? 'ok' : 'broken'}: ${detail}`]))
}
const backup = () => join(world.environment.stateHome, 'backups', readdirSync(join(world.environment.stateHome, 'backups'))[0] ?? '') // prettier-ignore

it('before the first run everything is well, and nothing is made by asking', async () => {
  expect(await health()).toMatchObject({
    'audit trail': 'ok: 0 entries, the chain holds',
    runs: 'ok: none is unfinished',
    backups: 'ok: every backup has its manifest',
    'new database': 'ok: not there yet',
    'state folder': `ok: ${world.environment.stateHome} (not made yet)`,
  })
  expect(existsSync(world.environment.stateHome)).toBe(false)
  expect(await world.engine.status({})).toMatchObject({ state: 'not-migrated', lastRun: null })
  rmSync(world.source)
  expect(await world.engine.status({})).toMatchObject({ state: 'nothing-found' })
})

it('after a migration it counts what was done', async () => {
  const { totals } = await world.migrate()
  expect(await health()).toMatchObject({
    'audit trail': 'ok: 1 entry, the chain holds',
    'new database': 'ok: written by a migration',
    'state folder': `ok: ${world.environment.stateHome}`,
  })
  const { state, metrics, lastRun } = await world.engine.status({})
  expect([state, metrics.runs, metrics.backups, metrics.rowsMigrated]).toEqual(['migrated', 1, 1, totals.read])
  expect(lastRun).toMatchObject({ kind: 'migrate', state: 'done', rows: totals.read })
})

it('an audit trail that somebody changed names the line', async () => {
  await world.migrate()
  appendFileSync(join(world.environment.stateHome, 'audit.ndjson'), '{"previous":"0"}\n')
  expect((await health())['audit trail']).toBe('broken: broken at line 2')
})

it('a run that died can be resumed, and says so; one that failed is not one', async () => {
  once('copy:done', () => {
    throw new Error('dead')
  })
  await failureOf(world.migrate())
  expect((await health()).runs).toBe('broken: 1 can be resumed')
  setFaultHook(null)
  await world.migrate()
  expect((await health()).runs).toBe('ok: none is unfinished')
})

it('a backup whose manifest is damaged is named, listed as not verified, and never removed by a policy', async () => {
  await world.migrate()
  writeFileSync(join(backup(), 'manifest.json'), '{"version": 1')
  expect((await health()).backups).toBe(`broken: ${backup()}`)
  const [listed] = await world.engine.backups({})
  expect(listed).toMatchObject({ verified: false, path: backup(), bytes: 0 })
  expect(await failureOf(world.engine.removeBackup({ id: listed!.id }))).toMatchObject({ code: 'HM-BACKUP-DAMAGED' })
  expect(existsSync(backup())).toBe(true)
})

it.each([
  ['something else', 'notes', 'broken: something that is not a Hive'],
  ['an empty file', '', 'ok: made by the new app, still empty'],
])('%s where the new database goes', async (_, content, words) => {
  writeFileSync(world.target, content)
  expect((await health())['new database']).toBe(words)
})
