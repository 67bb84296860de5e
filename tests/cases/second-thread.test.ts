/** A run whose hashing, counting and half of whose comparison go on in a second thread (docs/adr/0011). */
import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SecondThread } from '../../src-main/engine-process/second-thread.js'
import { createControl } from '../../src-main/engine/control.js'
import { setFaultHook } from '../../src-main/engine/faults.js'
import { createEngine } from '../../src-main/engine/index.js'
import { inlineHelper, type Helper } from '../../src-main/engine/parallel/helper.js'
import { packError, unpackError } from '../../src-main/engine/parallel/wire.js'
import { failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { once } from '../support/machine.js'
import { threadScript } from '../support/thread-script.js'

let world: World
let script: Awaited<ReturnType<typeof threadScript>>
let thread: SecondThread
beforeAll(async () => {
  script = await threadScript()
})
afterAll(() => {
  script.remove()
})
beforeEach(async () => {
  // Large enough that a second thread is worth its start.
  world = await makeWorld({ conversations: 1000, textBytes: 18_000 })
  thread = new SecondThread(script.file)
})
afterEach(async () => {
  setFaultHook(null)
  await thread.close()
  world.remove()
})

const engineWith = (helper: Helper, signal = new AbortController().signal) =>
  createEngine({ environment: world.environment, emit: () => undefined, signal, helper })
const backups = () => readdirSync(join(world.environment.stateHome, 'backups'))

/** Does its tasks in this thread, some time later than they were asked for; `before` may come in between. */
function laterHelper(before: (name: string) => void = () => undefined): Helper {
  const later = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    before(name)
    return work()
  }
  return { parallel: true, run: (name, order, watch) => later(name, () => inlineHelper.run(name, order, watch)) }
}

describe('a real second thread', () => {
  it('gives the same report of a stage', async () => {
    const db = new Database(world.source, { readonly: true })
    const middle = db.prepare('SELECT datetime(created_at) FROM conversations ORDER BY 1 LIMIT 1 OFFSET 500').pluck()
    const stage = { until: middle.get() as string }
    db.close()
    const one = await world.migrate({ type: 'staged', stage })
    await world.engine.rollback({ backup: one.backup!.id })
    const two = await engineWith(thread).migrate({ ...plainRun, type: 'staged', stage })
    const checks = ({ verification }: typeof one) => verification.checks.map(({ ms: _, ...check }) => check)
    expect(checks(two)).toEqual(checks(one))
    expect(two).toMatchObject({ status: 'migrated', totals: one.totals, tables: one.tables, stage: one.stage! })
    expect(two.stage?.conversations?.chosen).toBeGreaterThan(100)
    expect(two.stage?.conversations?.left).toBeGreaterThan(100)
  })

  it('gives the same report as one thread, check by check', async () => {
    const one = await world.migrate()
    await world.engine.rollback({ backup: one.backup!.id })
    const two = await engineWith(thread).migrate(plainRun)
    const checks = ({ verification }: typeof one) => verification.checks.map(({ ms: _, ...check }) => check)
    expect(checks(two)).toEqual(checks(one))
    expect(two).toMatchObject({ status: 'migrated', totals: one.totals, tables: one.tables })
    expect(two.verification).toMatchObject({ rowsCompared: one.verification.rowsCompared, passed: true })
    expect(await world.engine.verifyBackup({ id: two.backup!.id })).toMatchObject({ verified: true })
  })

  it('finds a changed value wherever it lies', async () => {
    for (const [table, column] of [
      ['conversations', 'question'],
      ['stage_outputs', 'full_output'],
      ['consensus_metrics', 'agreement_matrix'],
    ] as const) {
      once('journal:after-built', () => {
        const folder = join(world.target, '..')
        const name = readdirSync(folder).find((each) => each.startsWith('hive-ai.db.migrating-'))
        const db = new Database(join(folder, name ?? ''), { fileMustExist: true })
        db.exec(`UPDATE ${table} SET ${column} = 'other' WHERE rowid = (SELECT max(rowid) FROM ${table})`)
        db.close()
      })
      const failure = await failureOf(engineWith(thread).migrate(plainRun))
      expect(failure, failure.detail).toMatchObject({ code: 'HM-VERIFY-FAILED' })
      expect(failure.detail).toContain(column)
    }
  })

  it('stops with the run: cancelled while the backup is being hashed, nothing is left', async () => {
    const before = snapshot(world.home)
    const control = createControl()
    once('copy:begun', () => {
      control.abort()
    })
    expect(await failureOf(engineWith(thread, control.signal).migrate(plainRun))).toMatchObject({
      code: 'HM-CANCELLED',
    })
    expect(snapshot(world.home)).toEqual(before)
    expect(backups()).toEqual([])
  })

  it('pauses and goes on with it', async () => {
    const control = createControl()
    once('target:tables-made', () => {
      control.pause()
      setTimeout(() => {
        control.resume()
      }, 100)
    })
    expect(await engineWith(thread, control.signal).migrate(plainRun)).toMatchObject({ status: 'migrated' })
  })

  it('that cannot start is done without', async () => {
    const none = new SecondThread(pathToFileURL(join(world.home, 'not-there.mjs')))
    expect(await engineWith(none).migrate(plainRun)).toMatchObject({ status: 'migrated', totals: { same: true } })
    await none.close()
  })
})

describe('what is read while it is being hashed', () => {
  it('is thrown away when the source turns out to have changed', async () => {
    const before = snapshot(join(world.home, '.hive'))
    const helper = laterHelper((name) => {
      if (name === 'seal') appendFileSync(world.source, 'changed')
    })
    expect(await failureOf(engineWith(helper).migrate(plainRun))).toMatchObject({ code: 'HM-SOURCE-BUSY' })
    expect(snapshot(join(world.home, '.hive'))).toEqual(before)
    expect(backups()).toEqual([])
  })

  it('is built anew by the next start when the run died before the backup was proven', async () => {
    const helper: Helper = { parallel: true, run: (name, order, watch) =>
      name === 'seal' ? Promise.reject(new Error('dead')) : inlineHelper.run(name, order, watch) } // prettier-ignore
    expect((await failureOf(engineWith(helper).migrate(plainRun))).detail).toBe('dead')
    expect(readdirSync(join(world.target, '..')).some((name) => name.includes('.migrating-'))).toBe(true)
    const result = await world.migrate({ resume: true })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    expect(readdirSync(join(world.target, '..')).some((name) => name.includes('.migrating-'))).toBe(false)
  })

  it('does not hide a full disk: its code crosses the threads', () => {
    const error = unpackError(packError(Object.assign(new Error('no room'), { code: 'ENOSPC' })))
    expect(error).toMatchObject({ code: 'ENOSPC', message: 'no room' })
  })

  it('a share that fails ends the verification', async () => {
    const helper: Helper = { parallel: true, run: (name, order, watch) =>
      name === 'verify' ? Promise.reject(new Error('the other thread fell')) : inlineHelper.run(name, order, watch) } // prettier-ignore
    expect((await failureOf(engineWith(helper).migrate(plainRun))).detail).toBe('the other thread fell')
    expect(existsSync(world.target)).toBe(false)
    rmSync(world.source)
    expect(await world.migrate({ resume: true })).toMatchObject({ status: 'migrated' })
  })
})
