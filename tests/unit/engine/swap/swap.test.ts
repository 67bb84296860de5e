/** The swap by itself: what must be on the disk before the rename, what is refused, what is finished after a death. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup } from '../../../../src-main/engine/backup/create.js'
import { setFaultHook, type FaultPoint } from '../../../../src-main/engine/faults.js'
import { Run } from '../../../../src-main/engine/journal/run.js'
import type { StateHome } from '../../../../src-main/engine/journal/state-home.js'
import type { MigrationPlan } from '../../../../src-main/engine/plan/migration-plan.js'
import { assertUnused, isReplaced, makeTargetFolder, stagedToml, swap } from '../../../../src-main/engine/swap/swap.js'
import { failureOf } from '../../../support/engine.js'
import { failing } from '../../../support/failing.js'
import { openElsewhere } from '../../../support/other-program.js'
import { recordRequests } from '../../../support/requests.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'

let root: string
let target: string
let toml: string
let run: Run<MigrationPlan>
const at = (name: string) => join(root, name)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-swap-'))
  for (const name of ['hive', 'runs', 'tmp', 'backups']) mkdirSync(at(name))
  target = at('hive/hive-ai.db')
  toml = at('hive/config.toml')
})
afterEach(() => {
  setFaultHook(null)
  rmSync(root, { recursive: true })
})

/** Backs up what lies there, and lays the new database beside it. */
async function ready(): Promise<void> {
  const plan = {
    ...{ kind: 'migrate', backup: { id: 'b', path: at('backups/b') }, absentFolders: [], toml },
    source: { realPath: at('old.db') },
    ...{ target: { path: target, realPath: target, kind: 'absent' }, building: `${target}.migrating-r1` },
  } as unknown as MigrationPlan
  await createBackup({
    ...{ id: 'b', kind: 'migration', runId: 'r1', source: 's', target, folder: plan.backup.path, absentFolders: [] },
    items: [
      { role: 'target', path: target, database: true, replaced: true },
      { role: 'config-target', path: toml, database: false, replaced: true },
    ],
    signal: new AbortController().signal,
  })
  run = Run.create({ runs: at('runs') } as StateHome, 'r1', plan)
  makeDatabase(plan.building, `CREATE TABLE new (n); INSERT INTO new VALUES (1)`)
}
const doSwap = () => swap(run, at('tmp'))
const isNew = () => rowsOf(target, 'SELECT n FROM new')
const old = `PRAGMA journal_mode = WAL; CREATE TABLE old (n); INSERT INTO old VALUES (7)`

async function leaveWal(): Promise<void> {
  const app = await openElsewhere(target, [
    'PRAGMA journal_mode = WAL',
    'CREATE TABLE old (n)',
    'INSERT INTO old VALUES (7)',
  ])
  await app.end('kill')
  expect(statSync(`${target}-wal`).size).toBeGreaterThan(0)
}

describe('puts the new database in place', () => {
  const beside = (content: string | Buffer, ...sides: string[]) => {
    for (const side of sides) writeFileSync(target + side, content)
  }
  const situations: [string, () => void | Promise<void>][] = [
    ['nothing there', () => undefined],
    ['a closed database', () => makeDatabase(target, old)],
    ['a database with rows in its -wal', leaveWal],
    ['an old -wal and -shm without their database', () => beside('left', '-wal', '-shm', '-journal')],
    [
      'an old -shm beside its database',
      () => {
        makeDatabase(target, old)
        beside(Buffer.alloc(32768), '-shm')
      },
    ],
    [
      'an empty -journal beside its database',
      () => {
        makeDatabase(target, old)
        beside('', '-journal')
      },
    ],
  ]

  it.each(situations)('over %s', async (_, prepare) => {
    await prepare()
    await ready()
    writeFileSync(`${run.plan.building}-journal`, '')
    await doSwap()
    expect(isNew()).toEqual([[1]])
    expect(statSync(target).mode & 0o777).toBe(0o600)
    for (const side of ['-wal', '-shm', '-journal']) expect(existsSync(target + side), side).toBe(false)
    expect(existsSync(run.plan.building)).toBe(false)
    expect(existsSync(`${run.plan.building}-journal`)).toBe(false)
    expect(['swapping', 'swapped'].map((state) => run.reached(state as 'swapped'))).toEqual([true, true])
    expect(isReplaced(run)).toBe(true)
  })

  it('flushed before the rename, and the rename before it is called done', async () => {
    await ready()
    writeFileSync(stagedToml(run.plan, 'r1'), 'new = true\n')
    const requests = recordRequests()
    await doSwap()
    const journal = `write ${join(run.folder, 'journal.ndjson')}`
    const wanted = (path: string, from: string) => [`fsync ${from}`, `rename ${path}`, `fsync ${at('hive')}`]
    const expected = [
      ...['at journal:after-swapping', ...wanted(target, run.plan.building)],
      ...[...wanted(toml, stagedToml(run.plan, 'r1')), journal],
    ]
    expect(requests.slice(requests.indexOf('at journal:after-swapping')).filter((each) => expected.includes(each))).toEqual(expected) // prettier-ignore
  })

  it('says what it is going to do once, however often it is begun', async () => {
    await ready()
    dieAt('swap:before-rename')
    await expect(doSwap()).rejects.toThrow('died')
    expect(isReplaced(run)).toBe(false)
    setFaultHook(null)
    await doSwap()
    expect(isNew()).toEqual([[1]])
    expect(readFileSync(join(run.folder, 'journal.ndjson'), 'utf8').match(/"swapping"/g)).toHaveLength(1)
  })

  it('once: when it was renamed and its own history says so, only the rest is done', async () => {
    await ready()
    rmSync(run.plan.building)
    run.record('swapping')
    writeFileSync(stagedToml(run.plan, 'r1'), 'new = true\n')
    // Nothing lies there at all: its disk may be unplugged.
    const failure = await failureOf(doSwap())
    expect(failure.code).toBe('HM-TARGET-UNWRITABLE')
    expect(failure.detail).toContain(target)
    expect(run.reached('swapped')).toBe(false)
    makeDatabase(target, old)
    expect((await failureOf(doSwap())).code).toBe('HM-TARGET-UNWRITABLE')
    expect(existsSync(toml)).toBe(false)
  })
})

function dieAt(point: FaultPoint): void {
  setFaultHook({
    at: (passed) => {
      if (passed === point) throw new Error('died')
    },
    before: () => undefined,
  })
}

describe('refuses, and changes nothing:', () => {
  async function expectRefused(code: string, content: () => unknown): Promise<void> {
    const before = content()
    expect((await failureOf(doSwap())).code).toBe(code)
    expect(content()).toEqual(before)
    expect(existsSync(run.plan.building)).toBe(true)
    expect(run.reached('swapped')).toBe(false)
  }
  const oldRows = () => rowsOf(target, 'SELECT n FROM old')

  it('somebody wrote to the target since', async () => {
    makeDatabase(target, old)
    await ready()
    makeDatabase(target, `INSERT INTO old VALUES (8)`)
    await expectRefused('HM-TARGET-HAS-DATA', oldRows)
    expect(run.reached('swapping')).toBe(false)
  })

  it('somebody made a database where there was none', async () => {
    await ready()
    makeDatabase(target, old)
    await expectRefused('HM-TARGET-HAS-DATA', oldRows)
  })

  it('somebody wrote, and it is still in the -wal', async () => {
    makeDatabase(target, old)
    await ready()
    const app = await openElsewhere(target, ['INSERT INTO old VALUES (9)'])
    await app.end('kill')
    await expectRefused('HM-TARGET-HAS-DATA', () => statSync(`${target}-wal`).size)
  })

  it.each(['-wal', '-shm', '-journal'])('the new database is not closed: it has a %s', async (side) => {
    await ready()
    writeFileSync(run.plan.building + side, 'rows')
    await expect(doSwap()).rejects.toThrow(`Side files are in the way of the swap: ${run.plan.building}${side}`)
    expect(existsSync(target)).toBe(false)
  })

  it('a side file comes back while it works', async () => {
    makeDatabase(target, old)
    await ready()
    setFaultHook({
      at: (point) => {
        if (point === 'swap:folded') writeFileSync(`${target}-wal`, 'of the old tables')
      },
      before: () => undefined,
    })
    await expect(doSwap()).rejects.toThrow('Side files are in the way')
    setFaultHook(null)
    expect(existsSync(run.plan.building)).toBe(true)
  })
})

describe('a program that has the target open', () => {
  it('is named, once', async () => {
    makeDatabase(target, old)
    const app = await openElsewhere(target, ['INSERT INTO old VALUES (9)'])
    try {
      const failure = failing(() => {
        assertUnused(target)
      })
      expect(failure.code).toBe('HM-TARGET-IN-USE')
      expect(failure.detail).toMatch(/^\S+ \(process \d+\) has .*hive-ai\.db open\.$/)
    } finally {
      await app.end()
    }
    assertUnused(target)
  })

  it.runIf(process.platform === 'linux')('is seen when it holds a side file alone', async () => {
    writeFileSync(`${target}-wal`, 'rows')
    const file = openSync(`${target}-wal`, 'r')
    const holder = spawn('sleep', ['60'], { stdio: [file, 'ignore', 'ignore'] })
    closeSync(file)
    const ended = once(holder, 'close')
    try {
      await once(holder, 'spawn')
      const { detail } = failing(() => {
        assertUnused(target)
      })
      expect(detail).toContain(`(process ${holder.pid})`)
    } finally {
      holder.kill()
      await ended
    }
  })
})

describe('config.toml', () => {
  beforeEach(async () => {
    writeFileSync(toml, 'old = 1\n')
    await ready()
  })

  it('is replaced when it is what was backed up, and the new one takes its place whole', async () => {
    writeFileSync(stagedToml(run.plan, 'r1'), 'new = 1\n')
    await doSwap()
    expect(readFileSync(toml, 'utf8')).toBe('new = 1\n')
    expect(existsSync(stagedToml(run.plan, 'r1'))).toBe(false)
  })

  it.each(['old = 2\n', 'older = 1\n'])('that somebody wrote since stays', async (content) => {
    writeFileSync(stagedToml(run.plan, 'r1'), 'new = 1\n')
    writeFileSync(toml, content)
    await doSwap()
    expect(readFileSync(toml, 'utf8')).toBe(content)
    expect(isNew()).toEqual([[1]])
  })

  it('stays when there is no new one, and when the backup is gone that would hold it', async () => {
    await doSwap()
    expect(readFileSync(toml, 'utf8')).toBe('old = 1\n')
  })

  it('stays when the backup that would hold it is gone', async () => {
    writeFileSync(stagedToml(run.plan, 'r1'), 'new = 1\n')
    setFaultHook({
      at: (point) => {
        if (point === 'swap:renamed') rmSync(at('backups/b'), { recursive: true })
      },
      before: () => undefined,
    })
    await doSwap()
    expect(readFileSync(toml, 'utf8')).toBe('old = 1\n')
  })
})

it('the folders of the target are made for their owner only, and their parents flushed', () => {
  const plan = {
    ...{ toml: at('a/config/config.toml'), target: { realPath: at('a/data/hive-ai.db') } },
    absentFolders: [at('a'), at('a/config'), at('a/data')],
  } as unknown as MigrationPlan
  const requests = recordRequests()
  makeTargetFolder(plan)
  for (const folder of plan.absentFolders) expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(requests).toEqual([`fsync ${root}`, `fsync ${at('a')}`, `fsync ${at('a')}`])
  makeTargetFolder(plan)
})
