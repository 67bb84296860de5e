/** Taking it back: exactly the tree that was there, with what was taken out kept. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { openElsewhere } from '../support/other-program.js'
import { electronMemoryScript, electronStartUp } from '../unit/target/fixtures/electron-start-up.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ walConversations: 2 })
})
afterEach(() => {
  world.remove()
})

const useNewApp = (path: string, ...steps: string[]) =>
  openElsewhere(path, [
    'PRAGMA journal_mode = WAL',
    `INSERT INTO conversations (id, title) VALUES ('made-since', 't')`,
    ...steps,
  ])

/** Puts the old database, with its -wal, at the new one's own path, as older versions of the Hive had it. */
function moveInPlace({ source, target, home }: World): void {
  for (const suffix of ['', '-wal', '-shm']) renameSync(source + suffix, target + suffix)
  rmSync(join(home, '.hive-ai'), { recursive: true })
}

function startNewApp({ target }: World): void {
  const db = new Database(target)
  for (const sql of [...electronStartUp, ...electronMemoryScript]) db.exec(sql)
  db.exec(`INSERT INTO users (id, email, tier) VALUES ('default', 'default@hive.ai', 'FREE')`)
  db.close()
  chmodSync(target, 0o640)
}

const situations: [string, (world: World) => void][] = [
  ['nothing at the target', () => undefined],
  ['no .hive folder at all', ({ home }) => rmSync(join(home, '.hive'), { recursive: true })],
  ['a new app that was started once', startNewApp],
  ['an empty file at the target', ({ target }) => writeFileSync(target, '')],
  ['a WAL database at the target’s own path', moveInPlace],
  ['side files without their database', ({ target }) => writeFileSync(`${target}-wal`, 'left over')],
  ['a partial config.toml', ({ home }) => writeFileSync(join(home, '.hive', 'config.toml'), '[logging]\nlevel = "debug"\n', { mode: 0o644 })], // prettier-ignore
]

describe.each(situations)('with %s', (_, prepare) => {
  it('everything is as it was, though the new app was used and crashed', async () => {
    const { home, target, migrate, engine, environment } = world
    prepare(world)
    const before = snapshot(home)
    const { backup, status } = await migrate()
    expect(status).toBe('migrated')
    const app = await useNewApp(target)
    await app.end('kill')
    expect(existsSync(`${target}-wal`)).toBe(true)
    const used = snapshot(home)

    const result = await engine.rollback({ backup: backup!.id })
    expect(result.verified).toBe(true)
    expect(snapshot(home)).toEqual(before)
    // The old Hive was compared, byte by byte, and so it is said wherever the rollback is looked at later.
    expect(result.old).toMatchObject({ changed: [], notCompared: [] })
    expect(result.old!.identical).toBeGreaterThan(0)
    expect(result.old!.conversations).toBeGreaterThan(1)
    const { runs, backups } = await engine.status({})
    expect(runs.find(({ runId }) => runId === result.runId)?.undone).toEqual({
      ...{ restored: result.restored, removed: result.removed, kept: result.kept, old: result.old },
    })
    const taken = backups.find(({ id }) => id === result.keptBackupId)!
    expect(taken).toMatchObject({ source: taken.target, effect: { old: [], goesAway: [] } })
    expect(taken.effect!.comesBack).toContain(target)

    // What was made since is in the backup that the rollback kept, and comes back from there.
    const again = await engine.rollback({ backup: result.keptBackupId! })
    expect(again.verified).toBe(true)
    const restored = snapshot(home)
    for (const path of ['.hive/hive-ai.db', '.hive/hive-ai.db-wal', '.hive/config.toml'])
      expect(restored[path]).toBe(used[path])
    const db = new Database(target, { readonly: true })
    expect(db.prepare(`SELECT title FROM conversations WHERE id = 'made-since'`).pluck().get()).toBe('t')
    db.close()
    for (const suffix of ['-wal', '-shm']) rmSync(target + suffix, { force: true })

    await engine.rollback({ backup: backup!.id })
    expect(snapshot(home)).toEqual(before)
    expect(readdirSync(environment.tmpdir)).toEqual([])
    expect((await engine.status({})).health.filter(({ ok }) => !ok)).toEqual([])
  })
})

it('somebody else’s file in a folder that we made stays, and so does the folder', async () => {
  const { home, migrate, engine } = world
  rmSync(join(home, '.hive'), { recursive: true })
  const before = snapshot(home)
  const { backup } = await migrate()
  mkdirSync(join(home, '.hive', 'theirs'))
  writeFileSync(join(home, '.hive', 'theirs', 'note.txt'), 'mine')
  const result = await engine.rollback({ backup: backup!.id })
  expect(result.kept).toContain(join(home, '.hive'))
  expect(Object.keys(snapshot(home)).sort()).toEqual([...Object.keys(before), '.hive', '.hive/theirs', '.hive/theirs/note.txt'].sort()) // prettier-ignore
})

it('a source that was deleted since comes back too', async () => {
  const { home, source, migrate, engine } = world
  const before = snapshot(home)
  const { backup } = await migrate()
  for (const suffix of ['', '-wal', '-shm']) rmSync(source + suffix, { force: true })
  await engine.rollback({ backup: backup!.path })
  const after = snapshot(home)
  for (const path of Object.keys(before).filter((each) => !each.endsWith('-shm')))
    expect(after[path]).toBe(before[path])
})

it('after a rollback the migration can be run again', async () => {
  const { migrate, engine } = world
  const { backup } = await migrate()
  await engine.rollback({ backup: backup!.id })
  expect(await engine.status({})).toMatchObject({ state: 'not-migrated' })
  expect(await migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
  expect(await engine.status({})).toMatchObject({ state: 'migrated' })
})

describe('refused, and nothing changes:', () => {
  async function expectRefused(backup: string, code: string, exit: number): Promise<void> {
    const { home, environment, engine } = world
    const trees = () => [snapshot(home), snapshot(join(environment.stateHome, 'backups'))]
    const before = trees()
    expect(await failureOf(engine.rollback({ backup }))).toMatchObject({ code, exit })
    expect(trees()).toEqual(before)
  }

  it('a backup that nobody knows', async () => {
    await world.migrate()
    await expectRefused('20200101-000000-abcdef', 'HM-BACKUP-UNKNOWN', 3)
    await expectRefused(world.home, 'HM-BACKUP-UNKNOWN', 3)
  })

  it.each([
    [
      'one byte changed',
      (file: string) => writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, -1), Buffer.from([1])])),
    ],
    ['a byte more', (file: string) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0])]))],
    ['a file missing', (file: string) => rmSync(file)],
  ])('a damaged backup: %s', async (_, damage) => {
    const { migrate, engine } = world
    const { backup } = await migrate()
    const folder = join(backup!.path, 'files')
    const file = join(folder, readdirSync(folder)[0]!)
    chmodSync(file, 0o600)
    damage(file)
    await expectRefused(backup!.id, 'HM-BACKUP-DAMAGED', 3)
    expect(await failureOf(engine.verifyBackup({ id: backup!.id }))).toMatchObject({ code: 'HM-BACKUP-DAMAGED' })
  })

  it.each([
    ['no JSON', 'not json'],
    ['another document', '{"version":2}'],
    ['a name that leaves the folder', null],
  ])('a manifest that is %s', async (_, content) => {
    const { backup } = await world.migrate()
    const path = join(backup!.path, 'manifest.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: { file: string }[] }
    manifest.files[0]!.file = '../../../etc/passwd'
    writeFileSync(path, content ?? JSON.stringify(manifest))
    await expectRefused(backup!.id, 'HM-BACKUP-DAMAGED', 3)
  })

  it('while the new Hive has its database open', async () => {
    const { backup } = await world.migrate()
    const app = await useNewApp(world.target)
    try {
      await expectRefused(backup!.id, 'HM-TARGET-IN-USE', 4)
    } finally {
      await app.end()
    }
    await world.engine.rollback({ backup: backup!.id })
  })
})
