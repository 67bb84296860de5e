/** The ways that a person may choose: parallel, another place for this or that, a backup of one's own, sample data. */
import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  world.remove()
})

describe('parallel', () => {
  it('beside the old one: both stay', async () => {
    const before = snapshot(join(world.home, '.hive-ai'))
    expect(await world.migrate({ type: 'parallel' })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(snapshot(join(world.home, '.hive-ai'))).toEqual(before)
  })

  it('of one that lies where the new one goes, to a place of its own', async () => {
    renameSync(world.source, world.target)
    const before = snapshot(join(world.home, '.hive'))
    const to = join(world.home, 'new', 'hive-ai.db')
    expect(await world.migrate({ type: 'parallel', to })).toMatchObject({ status: 'migrated' })
    expect(snapshot(join(world.home, '.hive'))).toEqual(before)
  })
})

describe('config.toml', () => {
  it('lies in HIVE_HOME for the default target, as the new Hive reads it there; not for one that was named', async () => {
    const folder = join(world.home, 'my-hive')
    const engine = engineOf({ ...world.environment, env: { HIVE_HOME: folder } })
    const result = await engine.migrate(plainRun)
    expect(result).toMatchObject({ status: 'migrated', target: { path: world.target } })
    expect(existsSync(join(folder, 'config.toml'))).toBe(true)
    expect(existsSync(join(world.home, '.hive', 'config.toml'))).toBe(false)
    await engine.rollback({ backup: result.backup!.id })
    expect(existsSync(folder)).toBe(false)
    await engine.migrate({ ...plainRun, to: join(world.home, 'named', 'hive-ai.db') })
    expect(existsSync(join(world.home, 'named', 'config.toml'))).toBe(true)
  })

  it('never in a HIVE_HOME outside a home that was named', async () => {
    const outside = join(world.environment.tmpdir, 'theirs')
    await engineOf({ ...world.environment, env: { HIVE_HOME: outside } }).migrate(plainRun)
    expect(existsSync(outside)).toBe(false)
    expect(existsSync(join(world.home, '.hive', 'config.toml'))).toBe(true)
  })
})

it('a preview names what is carried, and after the migration that nothing is left to do', async () => {
  changeDatabase(world.source, (db) => db.exec(`CREATE TABLE my_notes (a); INSERT INTO my_notes VALUES ('mine')`))
  const { tables } = await world.engine.preview({})
  expect(tables.find(({ name }) => name === 'my_notes')).toMatchObject({ rows: 1, target: 'legacy_my_notes' })
  await world.migrate()
  const after = await world.engine.preview({})
  expect(after.target.kind).toBe('ours')
  expect(after.issues.map(({ code }) => code)).toContain('HM-ALREADY-MIGRATED')
})

it('without the old Hive, a migrated home has nothing left to do', async () => {
  await world.migrate()
  rmSync(world.source)
  const { installs } = await world.engine.analyze({})
  expect(installs).toEqual([])
  expect(await world.migrate()).toMatchObject({ status: 'nothing-to-do', tables: [], source: { path: '', files: [] } })
})

it('a backup in a folder of its own is found, verified, copied and removed like any other', async () => {
  const backupDir = join(world.environment.stateHome, '..', 'my backups')
  const result = await world.migrate({ backupDir })
  const id = result.backup!.id
  expect(result.backup?.path).toBe(join(backupDir, id))
  expect((await world.engine.backups({})).map((each) => each.id)).toEqual([id])
  expect(await world.engine.verifyBackup({ id })).toMatchObject({ verified: true })
  expect(await failureOf(world.engine.verifyBackup({ id: 'none' }))).toMatchObject({ code: 'HM-BACKUP-UNKNOWN' })
  expect(await world.engine.removeBackup({ id })).toEqual({ removed: true })
})

it('backups are listed newest first, wherever they lie', async () => {
  const first = await world.migrate({ backupDir: join(world.environment.stateHome, '..', 'my backups') })
  const back = await world.engine.rollback({ backup: first.backup!.id })
  const second = await world.migrate()
  const listed = (await world.engine.backups({})).map(({ id }) => id)
  expect(listed).toEqual([second.backup!.id, back.keptBackupId, first.backup!.id])
})

it('sample data is made by the engine, and is a source like any other', async () => {
  const directory = join(world.home, 'sample')
  expect(await world.engine.createSample({ directory, conversations: 2, seed: 3 })).toEqual({ path: directory })
  expect(await world.migrate({ from: directory, to: join(directory, 'new.db') })).toMatchObject({ status: 'migrated' })
})

it('a home folder behind a link is the folder that it names', async () => {
  const link = `${world.home}-link`
  symlinkSync(world.home, link)
  const engine = engineOf({ ...world.environment, home: link })
  expect(await engine.migrate(plainRun)).toMatchObject({ status: 'migrated' })
  expect(existsSync(world.target)).toBe(true)
})
