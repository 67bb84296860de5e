/** A run that died, was cancelled or met a full disk: what the next start makes of what lies there. In this process. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import type { MigrationPlan } from '../../src-main/engine/plan/migration-plan.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { once, onOperation, systemError } from '../support/machine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

/** Lets a run die at a place; answers its id. */
async function dieAt(place: FaultPoint, request = {}): Promise<string> {
  once(place, () => {
    throw new Error('dead')
  })
  expect((await failureOf(world.migrate(request))).detail).toBe('dead')
  setFaultHook(null)
  return readdirSync(runs()).sort().at(-1) ?? ''
}
const runs = () => join(world.environment.stateHome, 'runs')
const backups = () => join(world.environment.stateHome, 'backups')
const stateOf = async (runId: string) => {
  return (await world.engine.status({})).runs.find((run) => run.runId === runId)?.state
}
/** Files of ours beside the user's that no end of a run may leave. */
const strays = () => Object.keys(snapshot(join(world.home, '..'))).filter((path) => /migrating|partial|hive-migrate-|\/work\//.test(path)) // prettier-ignore

function planOf(id: string, change: (plan: MigrationPlan) => void): void {
  const file = join(runs(), id, 'plan.json')
  const plan = JSON.parse(readFileSync(file, 'utf8')) as MigrationPlan
  change(plan)
  writeFileSync(file, JSON.stringify(plan))
}

describe.each([true, false])('died, then started again (--resume: %s)', (resume) => {
  const places: FaultPoint[] = ['plan:prepared', 'journal:after-planned', 'copy:done', 'journal:after-verified']
  const inSwap: FaultPoint[] = ['journal:after-swapping', 'swap:renamed', 'journal:after-swapped', 'report:written']
  it.each([...places, ...inSwap])('at %s: migrated, and nothing left lying about', async (place) => {
    const first = await dieAt(place)
    if (place !== 'plan:prepared') expect((await world.engine.status({})).state).toBe('interrupted')
    const result = await world.migrate({ resume })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    if (inSwap.includes(place)) expect(result.runId).toBe(first)
    expect(strays()).toEqual([])
    expect((await world.engine.status({})).state).toBe('migrated')
    expect((await world.engine.backups({})).map(({ verified }) => verified)).toEqual([true])
  })
})

describe('what cannot be resumed is taken back, and a new run begins', () => {
  const backupOf = () => join(backups(), readdirSync(backups())[0] ?? '')
  it.each<[string, (run: string) => void]>([
    ['work of another version', (run) => planOf(run, (plan) => (plan.engineVersion = '0.0.1'))],
    ['a backup that is gone', () => rmSync(backupOf(), { recursive: true })],
    ['a backup that was changed', () => cpSync(join(world.home, '.hive', 'config.json'), join(backupOf(), 'files', '000-hive-ai-knowledge.db'))], // prettier-ignore
    ['of a source that has changed', () => changeDatabase(world.source, (db) => db.exec(`UPDATE conversations SET question = 'changed since'`))], // prettier-ignore
  ])('%s', async (name, change) => {
    const first = await dieAt('journal:after-built')
    change(first)
    const result = await world.migrate({ resume: true })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(result.runId).not.toBe(first)
    expect(await stateOf(first)).toBe('undone')
    expect(strays()).toEqual([])
    const db = new Database(world.target, { readonly: true })
    const questions = db.prepare('SELECT DISTINCT question FROM conversations').pluck().all()
    db.close()
    expect(questions.includes('changed since')).toBe(name.includes('source'))
  })
})

it('a source that is gone meanwhile does not matter: the backup holds it', async () => {
  const first = await dieAt('copy:done')
  rmSync(world.source)
  expect(await world.migrate({ resume: true })).toMatchObject({ runId: first, status: 'migrated' })
})

it('of two unfinished runs the later one is resumed, and the earlier one taken back', async () => {
  const later = await dieAt('journal:after-built')
  const earlier = `20200101-000000-abcdef`
  cpSync(join(runs(), later), join(runs(), earlier), { recursive: true })
  planOf(earlier, (plan) => {
    plan.building = `${world.target}.migrating-${earlier}`
    plan.backup = { id: earlier, path: join(backups(), earlier) }
    cpSync(join(backups(), readdirSync(backups())[0] ?? ''), plan.backup.path, { recursive: true })
    writeFileSync(plan.building, '')
  })
  expect(await world.migrate({ resume: true })).toMatchObject({ runId: later, status: 'migrated' })
  expect(await stateOf(earlier)).toBe('undone')
  expect(existsSync(join(backups(), earlier))).toBe(false)
  expect(strays()).toEqual([])
})

it('a run of another target is not touched', async () => {
  const first = await dieAt('copy:done')
  expect(await world.migrate({ to: join(world.home, 'other', 'hive-ai.db'), resume: true })).toMatchObject({ status: 'migrated' }) // prettier-ignore
  expect(await stateOf(first)).toBe('interrupted')
  expect(await world.migrate({ resume: true })).toMatchObject({ runId: first, status: 'migrated' })
})

describe('after the rename', () => {
  it('somebody removed the backup: done all the same, and the report names none', async () => {
    await dieAt('swap:renamed')
    rmSync(join(backups(), readdirSync(backups())[0] ?? ''), { recursive: true })
    const result = await world.migrate()
    expect(result).toMatchObject({ status: 'migrated', backup: null })
    expect(readFileSync(result.report!.html, 'utf8')).not.toContain('How to go back')
  })

  it('somebody removed what the run had found: the new database stays, and that is said', async () => {
    const id = await dieAt('swap:renamed')
    rmSync(join(runs(), id, 'outcome.json'))
    const before = readFileSync(world.target)
    expect((await failureOf(world.migrate())).detail).toContain('without an outcome')
    expect(readFileSync(world.target).equals(before)).toBe(true)
  })

  it.each(['journal:after-swapping', 'swap:renamed'] as const)('a cancel at %s comes too late', async (place) => {
    const control = new AbortController()
    once(place, () => {
      control.abort()
    })
    expect(await engineOf(world.environment, control.signal).migrate(plainRun)).toMatchObject({ status: 'migrated' })
  })

  it('a cancel while it is compared again is a cancel, too', async () => {
    await world.migrate()
    const control = new AbortController()
    control.abort()
    const engine = engineOf(world.environment, control.signal)
    for (const ask of [() => engine.validate({ level: 'standard' }), () => engine.migrate(plainRun)]) {
      expect(await failureOf(ask())).toMatchObject({ code: 'HM-CANCELLED', exit: 6 })
    }
  })

  it('a cancel and a death: nobody is told that nothing was installed', async () => {
    const control = new AbortController()
    once('swap:renamed', () => {
      control.abort()
      throw systemError('ENOSPC')
    })
    const failure = await failureOf(engineOf(world.environment, control.signal).migrate(plainRun))
    expect(failure).toMatchObject({ code: 'HM-DISK-FULL' })
    expect(failure.safe).not.toContain('not changed')
    setFaultHook(null)
    expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
  })
})

describe('cancelled', () => {
  it.each([
    ['plan:prepared', []],
    ['plan:checked', ['undone']],
    ['backup:before-item', ['undone']],
    ['backup:manifest-written', ['interrupted']],
    ['copy:done', ['interrupted']],
    ['verify:opened', ['interrupted']],
    ['journal:after-verified', ['interrupted']],
  ] as const)('at %s: the home is as it was, and what is worth keeping is kept', async (place, states) => {
    const before = snapshot(world.home)
    const control = new AbortController()
    once(place, () => {
      control.abort()
    })
    const engine = engineOf(world.environment, control.signal)
    const failure = await failureOf(engine.migrate(plainRun))
    expect(failure).toMatchObject({ code: 'HM-CANCELLED', exit: 6 })
    const { runs: past } = await world.engine.status({})
    expect(past.map(({ state }) => state)).toEqual(states)
    const kept = Object.entries(snapshot(world.home)).filter(([path]) => !path.includes('migrating'))
    expect(Object.fromEntries(kept)).toEqual(before)
    setFaultHook(null)
    expect(await world.migrate({ resume: true })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(strays()).toEqual([])
  })
})

describe('folders made on the way to the target', () => {
  const to = () => join(world.home, 'a', 'b', 'hive-ai.db')
  it('go when the run is taken back', async () => {
    await dieAt('copy:done', { to: to() })
    const before = snapshot(world.home)
    expect(Object.keys(before)).toContain('a/b')
    rmSync(world.source)
    // Nothing to migrate any more, and not to be resumed: taken back, then refused.
    expect(await failureOf(world.migrate({ to: to() }))).toMatchObject({ code: 'HM-SOURCE-MISSING' })
    expect(existsSync(join(world.home, 'a'))).toBe(false)
  })

  it('stay when somebody put something there, and are no matter when they are gone already', async () => {
    await dieAt('copy:done', { to: to() })
    rmSync(world.source)
    writeFileSync(join(world.home, 'a', 'mine.txt'), 'mine')
    rmSync(join(world.home, 'a', 'b'), { recursive: true })
    await failureOf(world.migrate({ to: to() }))
    expect(readdirSync(join(world.home, 'a'))).toEqual(['mine.txt'])
  })
})

describe('a disk that is full', () => {
  const fullOnce = (operation: string, part: string) => {
    let full = true
    onOperation((each, path) => {
      if (!full || each !== operation || !path.includes(part)) return
      full = false
      throw systemError('ENOSPC')
    })
  }

  it.each([
    ['in the backup', 'copy', 'backups'],
    ['in the run’s folder', 'rename', 'outcome.json'],
  ])('%s: waits when asked to, and goes on', async (_, operation, part) => {
    rmSync(join(world.home, '.hive'), { recursive: true })
    fullOnce(operation, part)
    expect(await world.migrate({ onDiskFull: 'wait' })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(strays()).toEqual([])
  })

  it('by a quota, of which the system tells nothing: is tried a few times more, and then said', async () => {
    let refused = 0
    onOperation((each, path) => {
      if (each !== 'copy' || !path.includes('backups')) return
      refused += 1
      throw systemError('EDQUOT')
    })
    expect(await failureOf(world.migrate({ onDiskFull: 'wait' }))).toMatchObject({ code: 'HM-DISK-FULL' })
    expect(refused).toBe(4)
  })

  it.each([
    ['in the backup', 'copy', 'backups'],
    ['in the run’s folder', 'rename', 'outcome.json'],
    ['in the report, when the new database is in place', 'write', 'report.html'],
  ])('%s: says so, and the next start finishes', async (_, operation, part) => {
    fullOnce(operation, part)
    expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-DISK-FULL', exit: 6 })
    expect(await world.migrate({ resume: true })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(strays()).toEqual([])
  })

  it('in the clean-up after a migration makes no failure of it', async () => {
    await world.engine.changeSettings({ keepBackups: 1 })
    const first = await world.migrate()
    await world.engine.rollback({ backup: first.backup!.id })
    let done = false
    onOperation((_, path) => {
      if (path.endsWith('audit.ndjson') && done) throw systemError('ENOSPC')
      if (path.endsWith('report.html')) done = false
      if (path.endsWith('journal.ndjson') && existsSync(world.target)) done = true
    })
    const second = await world.migrate()
    expect(second.status).toBe('migrated')
    expect(second.warnings.join()).toContain('Old backups could not be removed')
  })
})

it('a state folder that holds other things keeps them', async () => {
  for (const name of ['my notes', '20200101-000000-abcdef']) mkdirSync(join(world.environment.stateHome, 'backups', name), { recursive: true }) // prettier-ignore
  await world.migrate()
  expect(readdirSync(backups())).toContain('my notes')
  expect(readdirSync(backups())).not.toContain('20200101-000000-abcdef')
})
