/** The old Hive goes on working while it is migrated: what it writes after the backup is noticed and taken up, or refused. */
import { spawn } from 'node:child_process'
import { once as event } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyBackup } from '../../src-main/engine/backup/verify.js'
import { toFailure } from '../../src-main/engine/errors.js'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import type { MigrationResult, ProgressEvent } from '../../src-main/engine/model/index.js'
import { failureOf, engineOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { once } from '../support/machine.js'
import { changeDatabase } from '../support/old-database.js'
import { electronStartUp } from '../unit/target/fixtures/electron-start-up.js'
import { openWriter, type Writer } from '../support/writer.js'

let world: World
let hive: Writer | null
beforeEach(async () => {
  hive = null
  world = await makeWorld({ conversations: 6, textBytes: 800 })
})
afterEach(async () => {
  setFaultHook(null)
  await hive?.end('kill')
  world.remove()
})

const question = (words: string, key = 1) => `UPDATE conversations SET question = '${words}' WHERE rowid = ${key}`
const oneMore = `INSERT INTO conversations (id, question, final_answer, source_of_truth)
  VALUES (lower(hex(randomblob(16))), 'again and again', 'an answer', 'the truth')`

/** What a migration copied of the question of a row. */
function migrated(key = 1): unknown {
  const [before, after] = [new Database(world.source), new Database(world.target, { readonly: true })]
  const id = before.prepare('SELECT id FROM conversations WHERE rowid = ?').pluck().get(key)
  const found = after.prepare('SELECT question FROM conversations WHERE id = ?').pluck().get(id)
  for (const db of [before, after]) db.close()
  return found
}

/** Does something each time that a run comes to a place. */
function each(place: FaultPoint, act: (time: number) => void): void {
  let times = 0
  const at = (point: FaultPoint) => {
    if (point === place) act(++times)
  }
  setFaultHook({ at, before: () => undefined })
}

function backups(): string[] {
  return readdirSync(join(world.environment.stateHome, 'backups'))
}

/** The backup holds what was migrated, names all its files, and nothing lies beside them. */
async function expectWholeBackup({ backup, totals, verification }: MigrationResult): Promise<void> {
  expect(totals.same).toBe(true)
  expect(verification.passed).toBe(true)
  expect(backups()).toEqual([backup!.id])
  const { files } = await verifyBackup(backup!.path)
  const named = files.map(({ file }) => file).filter(Boolean)
  expect(readdirSync(join(backup!.path, 'files')).sort()).toEqual(named.sort())
}

function renewals(): number[] {
  const runs = join(world.environment.stateHome, 'runs')
  return readdirSync(runs).flatMap((id) =>
    readFileSync(join(runs, id, 'journal.ndjson'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { state: string; data?: { renewed?: number } })
      .flatMap(({ state, data }) => (state === 'backed-up' ? (data?.renewed ?? 0) : [])),
  )
}

describe('written to after its backup', () => {
  it.each(['backup:manifest-written', 'copy:done', 'verify:opened', 'verify:outcome-saved'] as const)(
    'at %s by a program that opens and closes it: what it wrote is in the new database',
    async (place) => {
      once(place, () => changeDatabase(world.source, (db) => db.exec(question('written meanwhile'))))
      const result = await world.migrate()
      expect(migrated()).toBe('written meanwhile')
      expect(renewals()).toEqual([0, 1])
      await expectWholeBackup(result)
    },
  )

  it('by a program that has it open all the time, which is copied through SQLite', async () => {
    hive = await openWriter(world.source)
    each('verify:compared', (time) => {
      if (time < 3) hive?.write(question(`time ${time}`))
    })
    const result = await world.migrate()
    expect(migrated()).toBe('time 2')
    expect(renewals()).toEqual([0, 1, 2])
    await expectWholeBackup(result)
  })

  it('while its backup was being checked', async () => {
    once('backup:item-copied', () => changeDatabase(world.source, (db) => db.exec(question('while it was copied'))))
    await expectWholeBackup(await world.migrate())
    expect(migrated()).toBe('while it was copied')
  })

  it('says so while it does it', async () => {
    const events: ProgressEvent[] = []
    once('verify:compared', () => changeDatabase(world.source, (db) => db.exec(question('x'))))
    await engineOf(world.environment, undefined, (event) => events.push(event)).migrate(plainRun)
    const labels = [...new Set(events.map(({ label }) => label))]
    const said = labels.indexOf('The old Hive was written to meanwhile: backing it up again')
    expect(said).toBeGreaterThan(labels.indexOf('Comparing every value'))
    const fractions = events.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  })

  it('at level paranoid it is no failed verification', async () => {
    once('verify:opened', () => changeDatabase(world.source, (db) => db.exec(question('while it was compared'))))
    await expectWholeBackup(await world.migrate({ validation: 'paranoid' }))
    expect(migrated()).toBe('while it was compared')
  })

  it('after the last look, just before the swap: it is looked at again, and taken up', async () => {
    once('swap:flushed', () => changeDatabase(world.source, (db) => db.exec(question('at the last moment'))))
    const result = await world.migrate()
    expect(migrated()).toBe('at the last moment')
    expect(renewals()).toEqual([0, 1])
    expect(result.warnings).toEqual([])
    await expectWholeBackup(result)
  })

  it('by a program that only opens and closes it just before the swap: nothing is built again', async () => {
    each('swap:flushed', () => {
      utimesSync(world.source, new Date(), new Date())
    })
    expect(await world.migrate()).toMatchObject({ status: 'migrated', warnings: [] })
    expect(renewals()).toEqual([0])
  })

  it.each(['swap:intent', 'swap:before-rename', 'swap:renamed'] as const)(
    'when nothing can be stopped any more, at %s: it is said, lies where it was, and the next run takes it up',
    async (place) => {
      once(place, () => changeDatabase(world.source, (db) => db.exec(oneMore)))
      const { warnings, totals, report } = await world.migrate()
      expect(totals.same).toBe(true)
      expect(warnings).toEqual([
        expect.stringContaining(`${world.source} was written to in the very moment of the swap`),
      ])
      expect(readFileSync(report!.json, 'utf8')).toContain('in the very moment of the swap')
      setFaultHook(null)
      const again = await world.migrate()
      expect(again).toMatchObject({ status: 'migrated', warnings: [] })
      expect(again.totals.migrated).toBeGreaterThan(0)
      const target = new Database(world.target, { readonly: true })
      expect(
        target.prepare(`SELECT count(*) FROM conversations WHERE question = 'again and again'`).pluck().get(),
      ).toBe(1)
      target.close()
    },
  )

  it('again and again: refused after two more tries, and nothing is left of it', async () => {
    hive = await openWriter(world.source)
    const before = snapshot(join(world.home, '.hive'))
    let times = 0
    each('follow:looked', (time) => {
      times = time
      hive?.write(oneMore)
    })
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code: 'HM-SOURCE-BUSY', exit: 4 })
    expect(failure.detail).toContain(world.source)
    expect(times).toBe(3)
    expect(snapshot(join(world.home, '.hive'))).toEqual(before)
    expect(backups()).toEqual([])
    setFaultHook(null)
    expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
  })

  it('without a pause: what is copied is of one moment, and the end is a refusal or a whole migration', async () => {
    hive = await openWriter(world.source)
    hive.keepWriting(oneMore)
    const outcome = await world.migrate().catch(failureWords)
    expect(['migrated', 'HM-SOURCE-BUSY']).toContain(typeof outcome === 'string' ? outcome : outcome.status)
    expect(existsSync(world.target)).toBe(typeof outcome !== 'string')
    hive.write('SELECT 1')
    const result = await world.migrate()
    expect(result.totals.same).toBe(true)
  })

  it('settings too are taken up', async () => {
    const file = join(world.home, '.hive', 'config.json')
    once('verify:compared', () => {
      const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
      writeFileSync(file, JSON.stringify({ ...settings, license_key: 'HIVE-NEW-KEY-1234-5678' }))
    })
    await expectWholeBackup(await world.migrate())
    expect(readFileSync(world.target).includes('HIVE-NEW-KEY-1234-5678')).toBe(true)
  })
})

describe('no change of content', () => {
  const compared = (act: () => void) => {
    once('verify:compared', act)
  }

  it('a checkpoint that moves rows from the -wal into the database', async () => {
    hive = await openWriter(world.source)
    hive.write(question('before'))
    const bytes = readFileSync(world.source)
    compared(() => hive?.write('PRAGMA wal_checkpoint(TRUNCATE)'))
    await expectWholeBackup(await world.migrate())
    expect(readFileSync(world.source).equals(bytes)).toBe(false)
    expect(renewals()).toEqual([0])
  })

  it('the old Hive that ends, and takes its side files with it', async () => {
    hive = await openWriter(world.source)
    hive.write(question('before'))
    compared(() => hive?.write('PRAGMA journal_mode = DELETE'))
    await expectWholeBackup(await world.migrate())
    expect(existsSync(`${world.source}-wal`)).toBe(false)
    expect(renewals()).toEqual([0])
    expect(migrated()).toBe('before')
  })

  it('a -wal that a crash left, folded by whoever opens it next', async () => {
    const crashed = await openWriter(world.source)
    crashed.write(question('only in the -wal'))
    await crashed.end('kill')
    expect(statSync(`${world.source}-wal`).size).toBeGreaterThan(0)
    compared(() => changeDatabase(world.source, (db) => db.pragma('wal_checkpoint(TRUNCATE)')))
    await expectWholeBackup(await world.migrate({ validation: 'paranoid' }))
    expect(renewals()).toEqual([0])
    expect(migrated()).toBe('only in the -wal')
  })

  it('another time of the file, and a -shm that a reader made', async () => {
    compared(() => {
      utimesSync(world.source, new Date(), new Date())
      writeFileSync(`${world.source}-shm`, Buffer.alloc(32768))
    })
    await expectWholeBackup(await world.migrate())
    expect(renewals()).toEqual([0])
  })

  it('a source that is gone: the backup holds it', async () => {
    compared(() => {
      rmSync(world.source)
    })
    await expectWholeBackup(await world.migrate())
    expect(renewals()).toEqual([0])
  })
})

it('a write that hides its time is found by what it left in the file', async () => {
  // Long ago, so that its time is relied on.
  const past = new Date(Date.now() - 3_600_000)
  utimesSync(world.source, past, past)
  once('verify:compared', () => {
    changeDatabase(world.source, (db) => db.exec(question('in secret')))
    utimesSync(world.source, past, past)
  })
  await world.migrate()
  expect(migrated()).toBe('in secret')
})

describe('a source that is worse than it was when it was backed up', () => {
  it.each([
    ['no database any more', 'HM-SOURCE-NOT-A-DATABASE', () => writeFileSync(world.source, 'Dear diary'.repeat(100))],
    [
      'damaged',
      'HM-SOURCE-CORRUPT',
      () => {
        const bytes = readFileSync(world.source)
        writeFileSync(world.source, bytes.fill(0x5a, 4096 * 2))
      },
    ],
    [
      'somebody else’s database',
      'HM-SOURCE-UNKNOWN-SHAPE',
      () => {
        rmSync(world.source)
        changeDatabase(world.source, (db) => db.exec('CREATE TABLE photos (id); INSERT INTO photos VALUES (1)'))
      },
    ],
  ])('%s: refused, and the backup of what it was is kept', async (_, code, spoil) => {
    const target = snapshot(join(world.home, '.hive'))
    once('verify:compared', spoil)
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code })
    expect(snapshot(join(world.home, '.hive'))).toEqual(target)
    const [kept] = backups()
    expect(failure.detail).toContain(kept)
    const folder = join(world.environment.stateHome, 'backups', kept!)
    const { files } = await verifyBackup(folder)
    expect(readdirSync(join(folder, 'files'))).toHaveLength(files.filter(({ file }) => file !== '').length)
    const sound = files.find(({ origin }) => origin === world.source)!
    const db = new Database(join(folder, 'files', sound.file), { readonly: true })
    expect(db.prepare('SELECT count(*) FROM conversations').pluck().get()).toBe(6)
    db.close()
  })
})

describe('where the old database lies where the new one goes', () => {
  beforeEach(async () => {
    world.remove()
    world = await makeWorld({ conversations: 6, textBytes: 800 })
    changeDatabase(world.source, (db) => db.exec(`VACUUM INTO '${world.target.replaceAll("'", "''")}'`))
    rmSync(world.source)
  })

  it('what was written since the backup is taken up, and the rollback brings it back', async () => {
    once('verify:compared', () => changeDatabase(world.target, (db) => db.exec(question('meanwhile'))))
    const result = await world.migrate()
    await expectWholeBackup(result)
    const read = () => {
      const db = new Database(world.target, { readonly: true })
      try {
        return db.prepare('SELECT question FROM conversations ORDER BY rowid').pluck().all()
      } finally {
        db.close()
      }
    }
    expect(read()).toContain('meanwhile')
    await world.engine.rollback({ backup: result.backup!.id })
    expect(read()).toContain('meanwhile')
  })

  it('a program that has it open then stops the swap; it goes on when that has ended', async () => {
    let writer: Promise<Writer> | undefined
    once('verify:compared', () => {
      writer = openWriter(world.target, ['PRAGMA journal_mode = WAL', question('by the app')])
    })
    expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-TARGET-IN-USE', exit: 4 })
    setFaultHook(null)
    await (await writer)?.end('quit')
    const result = await world.migrate({ resume: true })
    await expectWholeBackup(result)
  })
})

it('a new Hive that has rows, and gets more of them meanwhile: all of them stay', async () => {
  const add = (id: string) =>
    changeDatabase(world.target, (db) => {
      db.prepare('INSERT INTO conversations (id, title) VALUES (?, ?)').run(id, 'mine')
    })
  changeDatabase(world.target, (db) => {
    for (const sql of electronStartUp) db.exec(sql)
  })
  add('before')
  once('verify:compared', () => {
    add('meanwhile')
  })
  await expectWholeBackup(await world.migrate())
  const db = new Database(world.target, { readonly: true })
  const mine = db.prepare(`SELECT id FROM conversations WHERE title = 'mine' ORDER BY id`).pluck().all()
  expect(mine).toEqual(['before', 'meanwhile'])
  expect(db.prepare('SELECT count(*) FROM conversations').pluck().get()).toBe(8)
  db.close()
})

describe('before a migration', () => {
  it('says who has the database open, and what to do', async () => {
    hive = await openWriter(world.source)
    const { checks } = await world.engine.preflight({})
    const check = checks.find(({ name }) => name === 'source-quiet')
    expect(check).toMatchObject({ status: 'warning' })
    expect(check?.detail).toContain(`(process ${hive.pid}) has it open.`)
    expect(check).toMatchObject({
      code: 'HM-SOURCE-IN-USE',
      fix: expect.stringContaining('quit that program') as string,
    })
  })

  it.runIf(process.platform === 'linux').each([
    ['source-quiet', 'hive-ai', 'The old Hive’s command line'],
    ['target-quiet', 'hive-consensus', 'The new Hive'],
  ])('%s: a Hive that runs without having it open is named, unless the home was given', async (name, argv0, words) => {
    const program = spawn('sleep', ['60'], { argv0, stdio: 'ignore' })
    await event(program, 'spawn')
    try {
      const look = async (homeGiven: boolean) => {
        const { passed, checks } = await engineOf({ ...world.environment, homeGiven }).preflight({})
        expect(passed).toBe(true)
        return checks.find((check) => check.name === name)
      }
      expect((await look(false))?.detail).toContain(`${words} (process ${program.pid}) is running.`)
      expect(await look(true)).toMatchObject({ status: 'passed' })
    } finally {
      program.kill('SIGKILL')
      await event(program, 'close')
    }
  })
})

const failureWords = (error: unknown): string => toFailure(error).code
