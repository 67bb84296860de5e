/** Promises that hold when something goes wrong in the middle: a value, a row, a second run, a key (docs/invariants.md). */
import { spawn, type ChildProcess } from 'node:child_process'
import { openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import type { ProgressEvent } from '../../src-main/engine/model/index.js'
import { defaultTuning } from '../../src-main/engine/tuning.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'

let world: World
beforeEach(async () => (world = await makeWorld()))
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

/** Does something once, when a run comes to a place. */
function once(place: FaultPoint, act: () => void): void {
  let done = false
  const at = (point: FaultPoint) => {
    if (point !== place || done) return
    done = true
    act()
  }
  setFaultHook({ at, before: () => undefined })
}

/** Changes the new database behind the engine's back. */
function spoil(sql: string): void {
  const folder = join(world.target, '..')
  const name = readdirSync(folder).find((each) => /^hive-ai\.db\.migrating-[\w-]+$/.test(each) && !each.endsWith('l'))
  const db = new Database(join(folder, name ?? 'none'), { fileMustExist: true })
  expect(db.prepare(sql).run().changes).toBe(1)
  db.close()
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

describe('what is wrong never gets in place', () => {
  it.each([
    ['a value that changed', 'journal:after-built', `UPDATE main.conversations SET question = 'other' WHERE rowid = 2`],
    ['a row that is missing', 'journal:after-built', `DELETE FROM main.stage_confidence WHERE id = 3`],
    [
      'a key that points nowhere',
      'journal:after-built',
      `UPDATE main.messages SET conversation_id = 'x' WHERE rowid = 1`,
    ],
  ] as const)('%s: exit 5, the home as it was, a report of what differs', async (_, place, sql) => {
    const before = snapshot(world.home)
    once(place, () => spoil(sql))
    expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-VERIFY-FAILED', exit: 5 })
    expect(snapshot(world.home)).toEqual(before)
    const reports = filesBelow(world.environment.stateHome).filter((path) => path.endsWith('report.html'))
    expect(reports).toHaveLength(1)
  })

  it('a value that differs is quoted in the report alone: in no message, record or log', async () => {
    const text = 'what nobody else should read'
    once('journal:after-built', () => spoil(`UPDATE main.conversations SET question = '${text}' WHERE rowid = 2`))
    const failure = await failureOf(world.migrate({ validation: 'strict' }))
    expect(failure).toMatchObject({ code: 'HM-VERIFY-FAILED' })
    expect(failure.detail).toContain('For example conversations')
    expect(failure.detail).not.toContain(text)
    const quoting = filesBelow(world.environment.stateHome).filter((path) => readFileSync(path).includes(text))
    expect(quoting.map((path) => basename(path)).sort()).toEqual(['report.html', 'report.json'])
  })

  it('a row that is unaccounted for: the books say so before anything is compared', async () => {
    const before = snapshot(world.home)
    once('copy:done', () => spoil(`UPDATE migration_checkpoints SET rows = rows - 1 WHERE step = 'copy:conversations'`))
    // Every batch is committed at once, so that somebody else can get in between.
    const engine = engineOf(world.environment, undefined, undefined, { ...defaultTuning, commitMs: 0 })
    const failure = await failureOf(engine.migrate(plainRun))
    expect(failure).toMatchObject({ code: 'HM-BOOKS', exit: 5 })
    expect(failure.detail).toContain('conversations: 5 read, 4 migrated')
    expect(snapshot(world.home)).toEqual(before)
  })
})

it('one at a time: a second run is refused while the first one works, and does not disturb it', async () => {
  let second: Promise<unknown> = Promise.resolve()
  once('copy:done', () => {
    second = failureOf(engineOf(world.environment).migrate(plainRun))
  })
  expect(await world.migrate()).toMatchObject({ status: 'migrated' })
  expect(await second).toMatchObject({ code: 'HM-LOCKED', exit: 7 })
})

it.runIf(process.platform === 'linux')(
  'a program that opens the target in mid-run stops the run before the swap; it goes on when that has ended',
  async () => {
    writeFileSync(world.target, '')
    let program: ChildProcess | undefined
    once('swap:begun', () => {
      program = spawn('sleep', ['60'], { stdio: [openSync(world.target, 'r'), 'ignore', 'ignore'] })
    })
    try {
      expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-TARGET-IN-USE', exit: 4 })
      expect(statSync(world.target).size).toBe(0)
    } finally {
      program?.kill('SIGKILL')
    }
    await new Promise((resolve) => program?.once('close', resolve))
    expect(await world.migrate({ resume: true })).toMatchObject({ status: 'migrated' })
  },
)

it('what somebody wrote to the target since the backup is not replaced', async () => {
  writeFileSync(world.target, '')
  let bytes = Buffer.alloc(0)
  once('swap:begun', () => {
    new Database(world.target).exec('CREATE TABLE made_meanwhile (x)').close()
    bytes = readFileSync(world.target)
  })
  expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-TARGET-HAS-DATA', exit: 4 })
  expect(bytes.length).toBeGreaterThan(0)
  expect(readFileSync(world.target).equals(bytes)).toBe(true)
})

it('keys are in the new database and in the backup’s copies, and nowhere else', async () => {
  const config = JSON.parse(readFileSync(join(world.home, '.hive', 'config.json'), 'utf8')) as Record<string, string>
  const keys = [config['openrouter_api_key'] ?? '', config['license_key'] ?? '']
  for (const key of keys) expect(key.length).toBeGreaterThan(8)
  const events: ProgressEvent[] = []
  const engine = engineOf(world.environment, new AbortController().signal, (event) => events.push(event))

  const said = JSON.stringify([
    await engine.preview({}),
    await engine.migrate(plainRun),
    await engine.status({}),
    events,
  ])
  const holding = filesBelow(join(world.home, '..')).filter((path) => {
    const bytes = readFileSync(path)
    return keys.some((key) => bytes.includes(key))
  })
  for (const key of keys) expect(said).not.toContain(key)
  const copies = holding.filter((path) => /backups[\\/][\w-]+[\\/]files[\\/]/.test(path))
  expect(copies).toHaveLength(1)
  expect(statSync(copies[0] ?? '').mode & 0o077).toBe(0)
  expect(holding.filter((path) => !copies.includes(path)).sort()).toEqual([
    join(world.home, '.hive', 'config.json'),
    world.target,
  ])
})
