/** What may lie where the new database goes: replaced when it is nobody's, kept when it is a new Hive's, refused else. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lostCells } from '../support/account-for.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { privateCopy } from '../support/old-database.js'
import { openElsewhere } from '../support/other-program.js'
import { canMount, folderOn, mountVolume, type Volume } from '../support/volume.js'
import { electronMemoryScript, electronStartUp } from '../unit/target/fixtures/electron-start-up.js'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => {
  world.remove()
})

/** What the desktop app leaves after its first start, in WAL mode as it opens it. */
function startNewApp(path: string, change = ''): void {
  mkdirSync(join(path, '..'), { recursive: true })
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  for (const sql of [...electronStartUp, ...electronMemoryScript]) db.exec(sql)
  db.exec(`INSERT OR IGNORE INTO users (id, email, tier) VALUES ('default', 'default@hive.ai', 'FREE')`)
  if (change !== '') db.exec(change)
  db.close()
}

async function expectRefused(code: string, exit: number, request: { to?: string } = {}): Promise<void> {
  const before = snapshot(world.home)
  const failure = await failureOf(world.migrate(request))
  expect(failure).toMatchObject({ code, exit })
  expect(failure.fix).not.toBe('')
  expect(await world.engine.preflight(request).catch(() => ({ passed: false }))).toMatchObject({ passed: false })
  expect(snapshot(world.home)).toEqual(before)
  expect(snapshot(join(world.environment.stateHome, 'backups'))).toEqual({})
}

it('a new app that was started and never used is replaced', async () => {
  startNewApp(world.target)
  expect((await world.engine.analyze({})).target.kind).toBe('fresh')
  expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
})

it('an empty file and one without tables are replaced', async () => {
  writeFileSync(world.target, '')
  expect(await world.migrate()).toMatchObject({ status: 'migrated' })
})

it('the Rust engine’s own tables without rows are replaced, though they look like an old Hive', async () => {
  const db = new Database(world.target)
  const old = new Database(world.source, { readonly: true })
  for (const sql of old.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all() as string[]) db.exec(sql) // prettier-ignore
  old.close()
  db.close()
  expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
})

describe('kept, and the old comes beside it: a new app that holds', () => {
  it.each<[what: string, sql: string, table: string, key: string, value: string]>([
    ['a conversation', `INSERT INTO conversations (id, title) VALUES ('c', 't')`, 'conversations', 'id', 'c'],
    [
      'a message of a conversation that is gone',
      `INSERT INTO messages (id, conversation_id, role, content) VALUES ('m', 'c', 'user', 'x')`,
      ...(['messages', 'id', 'm'] as const),
    ],
    ['a second user', `INSERT INTO users (id) VALUES ('me')`, 'users', 'id', 'me'],
    [
      'a key that the old settings have, too',
      `INSERT INTO configurations (key, value) VALUES ('openrouter_api_key', 'sk-or-v1-sample-not-a-real-key')`,
      ...(['configurations', 'key', 'openrouter_api_key'] as const),
    ],
    [
      'a table of another program',
      `CREATE TABLE diary (day TEXT PRIMARY KEY, text); INSERT INTO diary VALUES ('mon', 'mine')`,
      ...(['diary', 'day', 'mon'] as const),
    ],
  ])('%s', async (_, sql, table, key, value) => {
    const { home, source, target, environment, migrate, engine } = world
    startNewApp(target, sql)
    const row = () => {
      const db = new Database(target, { readonly: true })
      try {
        return db.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).all(value) as Record<string, unknown>[]
      } finally {
        db.close()
      }
    }
    const [kept] = row()
    const before = snapshot(home)
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    const result = await migrate({ validation: 'paranoid' })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    const [now, ...others] = row()
    expect(now).toMatchObject(kept!)
    expect(others).toEqual([])
    expect(lostCells(copy, target)).toEqual([])
    const after = snapshot(home)
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home)).toEqual(after)
    await engine.rollback({ backup: result.backup!.id })
    expect(snapshot(home)).toEqual(before)
  })
})

describe('refused, and nothing changes:', () => {
  it.each([
    ['texts in a full-text table of another program', `CREATE VIRTUAL TABLE diary USING fts5(text)`, 'diary'],
    ['boxes in an R-tree', `CREATE VIRTUAL TABLE boxes USING rtree(id, a, b)`, 'boxes'],
    ['texts of its own in a table named as our search', `CREATE VIRTUAL TABLE conversations_fts USING fts5(question)`, 'conversations_fts'], // prettier-ignore
  ])('a new app that is used and holds %s', async (_, sql, name) => {
    startNewApp(world.target, `INSERT INTO conversations (id, title) VALUES ('c', 't')`)
    const db = new Database(world.target)
    db.exec(`DROP TABLE IF EXISTS ${name}; ${sql}`)
    db.close()
    expect((await failureOf(world.migrate())).detail).toContain(name)
    await expectRefused('HM-TARGET-HAS-DATA', 4)
  })

  it('texts only in a full-text table, whatever else is there', async () => {
    startNewApp(world.target, `CREATE VIRTUAL TABLE diary USING fts5(text); INSERT INTO diary VALUES ('mine')`)
    await expectRefused('HM-TARGET-HAS-DATA', 4)
  })

  it('a file that is no database', async () => {
    writeFileSync(world.target, 'my notes')
    await expectRefused('HM-TARGET-FOREIGN', 4, { to: world.target })
  })

  it('a database of something else', async () => {
    const path = join(world.home, 'photos.sqlite3')
    const db = new Database(path)
    db.exec('CREATE TABLE photos (id); INSERT INTO photos VALUES (1)')
    db.close()
    await expectRefused('HM-TARGET-FOREIGN', 4, { to: path })
  })

  it('a folder', async () => {
    await expectRefused('HM-TARGET-FOREIGN', 4, { to: join(world.home, '.hive') })
  })

  it.each([0o644, 0o755])('a folder that is a file (mode %o)', async (mode) => {
    const file = join(world.home, 'file')
    writeFileSync(file, 'x')
    chmodSync(file, mode)
    await expectRefused('HM-TARGET-UNWRITABLE', 4, { to: join(file, 'hive-ai.db') })
    await expectRefused('HM-TARGET-UNWRITABLE', 4, { to: join(file, 'deeper', 'hive-ai.db') })
  })

  it.each(['open', 'locked'])('a fresh one that the new app has %s', async (how) => {
    startNewApp(world.target)
    const app = await openElsewhere(world.target, how === 'open' ? ['SELECT count(*) FROM users'] : ['PRAGMA locking_mode = EXCLUSIVE', 'BEGIN EXCLUSIVE']) // prettier-ignore
    try {
      await expectRefused('HM-TARGET-IN-USE', 4)
      expect((await world.engine.analyze({})).installs).toHaveLength(1)
    } finally {
      await app.end()
    }
  })

  it.each(['.hive-ai/state', '.hive/state'])('the state folder inside a folder that is migrated: %s', async (name) => {
    const { home, environment } = world
    const before = snapshot(home)
    const inside = engineOf({ ...environment, stateHome: join(home, name) })
    expect(await failureOf(inside.migrate(plainRun))).toMatchObject({ code: 'HM-STATE-UNWRITABLE', exit: 4 })
    expect(await failureOf(world.migrate({ backupDir: join(home, name) }))).toMatchObject({
      code: 'HM-STATE-UNWRITABLE',
    })
    expect(snapshot(home)).toEqual(before)
  })
})

it('a state folder beside a named file is fine: only that file is migrated', async () => {
  const { home, source } = world
  const from = join(home, 'copy.db')
  writeFileSync(from, readFileSync(source))
  const engine = engineOf({ ...world.environment, stateHome: join(home, 'state') })
  expect(await engine.migrate({ ...plainRun, from, to: join(home, 'new.db') })).toMatchObject({ status: 'migrated' })
})

it('a target behind a symlink is replaced where it really lies; the link stays', async () => {
  const { home, target, migrate, engine } = world
  const real = join(home, 'disk', 'real.db')
  mkdirSync(join(home, 'disk'))
  symlinkSync(real, target)
  const before = snapshot(home)
  const result = await migrate()
  expect(result.status).toBe('migrated')
  expect(statSync(real).size).toBeGreaterThan(0)
  expect(existsSync(join(home, '.hive', 'config.toml'))).toBe(true)
  await engine.rollback({ backup: result.backup!.id })
  expect(snapshot(home)).toEqual(before)
})

describe.runIf(canMount)('on a disk of its own', () => {
  let volume: Volume
  beforeEach(() => {
    volume = mountVolume(24 << 20)!
  })
  afterEach(() => {
    volume.remove()
  })

  it('read-only: refused before anything is written', async () => {
    const to = join(folderOn(volume, 'new'), 'hive-ai.db')
    volume.makeReadonly()
    await expectRefused('HM-TARGET-UNWRITABLE', 4, { to })
    const state = engineOf({ ...world.environment, stateHome: join(volume.path, 'state') })
    expect(await failureOf(state.migrate(plainRun))).toMatchObject({ code: 'HM-STATE-UNWRITABLE', exit: 4 })
  })

  it('too small: refused before anything is written, with what is missing', async () => {
    volume.fillUpTo(2 << 20)
    await expectRefused('HM-DISK-SPACE', 4, { to: join(volume.path, 'hive-ai.db') })
  })

  it('full in mid-run: exit 6, the target untouched, and --resume finishes when there is room', async () => {
    const { source, migrate } = world
    rmSync(source)
    const big = await makeWorld({ conversations: 400, textBytes: 4000 })
    writeFileSync(source, readFileSync(big.source))
    big.remove()
    const to = join(folderOn(volume, 'new'), 'hive-ai.db')
    const emptied = volume.fillUpTo(23 << 20)
    // The space is there at the check and gone before the copy: somebody else needed it.
    let free = (): void => undefined
    const engine = engineOf(world.environment, undefined, ({ phase }) => {
      if (phase === 'backup') {
        emptied()
        free = volume.fillUpTo(3 << 20)
      }
    })
    const failure = await failureOf(engine.migrate({ ...plainRun, to }))
    expect(failure).toMatchObject({ code: 'HM-DISK-FULL', exit: 6 })
    expect(existsSync(to)).toBe(false)
    free()
    expect(await migrate({ to, resume: true })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(Object.keys(snapshot(volume.path)).sort()).toEqual(['new', 'new/config.toml', 'new/hive-ai.db'])
  })
})
