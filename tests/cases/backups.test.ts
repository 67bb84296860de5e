import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { pruneBackups } from '../../src-main/engine/backup/remove.js'
import { stateHome } from '../../src-main/engine/journal/state-home.js'
import { makeWorld, type World } from '../support/engine.js'

let world: World
afterEach(() => {
  world.remove()
})

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as { code?: string }).code,
  )

describe('backups', () => {
  it('one whose files lie unchanged elsewhere can be removed; one that is the only copy cannot', async () => {
    world = await makeWorld({})
    const { backup } = await world.migrate()
    expect(backup).not.toBeNull()
    const id = backup?.id ?? ''
    rmSync(world.source)
    expect(await codeOf(world.engine.removeBackup({ id }))).toBe('HM-BACKUP-ONLY-COPY')
    await world.engine.rollback({ backup: id })
    expect(existsSync(world.source), 'a source that is gone comes back').toBe(true)
    expect(await world.engine.removeBackup({ id })).toEqual({ removed: true })
    expect(await codeOf(world.engine.rollback({ backup: id }))).toBe('HM-BACKUP-UNKNOWN')
  })

  it('a policy removes the oldest, but never an only copy', async () => {
    world = await makeWorld({})
    const first = await world.migrate()
    await world.engine.rollback({ backup: first.backup?.id ?? '' })
    const second = await world.migrate()
    const home = stateHome(world.environment)
    const before = (await world.engine.backups({})).length
    expect(before).toBe(3)
    await pruneBackups(home, 1)
    const left = (await world.engine.backups({})).map(({ id }) => id)
    expect(left).toContain(second.backup?.id)
    // The database that the rollback took out exists nowhere else any more, so its backup stays.
    expect(left.length).toBe(2)
  })

  it('the user’s policy applies after a migration', async () => {
    world = await makeWorld({})
    expect(await world.engine.settings({})).toEqual({ keepBackups: null })
    expect(await world.engine.changeSettings({ keepBackups: 1 })).toEqual({ keepBackups: 1 })
    const first = await world.migrate()
    await world.engine.rollback({ backup: first.backup?.id ?? '' })
    const second = await world.migrate()
    const left = (await world.engine.backups({})).map(({ id }) => id)
    expect(left).toContain(second.backup?.id)
    expect(left).not.toContain(first.backup?.id)
  })

  it('is restored to any empty folder, byte for byte', async () => {
    world = await makeWorld({})
    const { backup } = await world.migrate()
    const directory = join(world.home, 'elsewhere')
    const { files } = await world.engine.copyBackup({ id: backup?.id ?? '', directory })
    expect(files.length).toBe(readdirSync(directory).length)
    expect(readFileSync(join(directory, 'hive-ai-knowledge.db')).equals(readFileSync(world.source))).toBe(true)
    writeFileSync(join(directory, 'mine.txt'), 'mine')
    expect(await codeOf(world.engine.copyBackup({ id: backup?.id ?? '', directory }))).toBe('HM-USAGE')
  })

  it('a rollback writes what the new Hive made since to a database of its own, when asked', async () => {
    world = await makeWorld({})
    const { backup } = await world.migrate()
    const db = new Database(world.target)
    db.pragma('journal_mode = WAL')
    db.exec(`INSERT INTO conversations (id, title) VALUES ('since', 'made since')`)
    db.exec(`INSERT INTO messages (id, conversation_id, role, content) VALUES ('m-since', 'since', 'user', 'hello')`)
    db.close()
    const result = await world.engine.rollback({ backup: backup?.id ?? '', preserveNewData: true })
    const file = result.kept.find((path) => path.endsWith('new-data.db')) ?? ''
    const made = new Database(file, { readonly: true })
    expect(made.prepare('SELECT id, title FROM conversations').all()).toEqual([{ id: 'since', title: 'made since' }])
    expect(made.prepare('SELECT content FROM messages').all()).toEqual([{ content: 'hello' }])
    made.close()
    expect(existsSync(world.target)).toBe(false)
  })

  it('a damaged one is refused, and nothing changes', async () => {
    world = await makeWorld({})
    const { backup } = await world.migrate()
    const folder = join(backup?.path ?? '', 'files')
    const [name] = readdirSync(folder)
    const bytes = readFileSync(join(folder, name ?? ''))
    rmSync(join(folder, name ?? ''))
    bytes[100] = (bytes[100] ?? 0) ^ 1
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name ?? ''), bytes)
    expect(await codeOf(world.engine.rollback({ backup: backup?.id ?? '' }))).toBe('HM-BACKUP-DAMAGED')
    expect(existsSync(world.target)).toBe(true)
  })
})
