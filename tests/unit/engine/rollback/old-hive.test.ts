/** What a rollback proves of the old Hive, and what it would do, before it does it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import { effectOf } from '../../../../src-main/engine/backup/effect.js'
import type { Manifest } from '../../../../src-main/engine/backup/manifest.js'
import { proveOldHive } from '../../../../src-main/engine/rollback/old-hive.js'
import { makeDatabase } from '../../../support/small-database.js'
import { openFilesBelow } from '../../../support/open-files.js'

let root: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-old-'))
  mkdirSync(at('tmp'))
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const item = (name: string, role: BackupItem['role'], replaced = false): BackupItem => {
  return { role, path: at(name), database: !role.startsWith('config'), replaced }
}
function backUp(items: BackupItem[], absentFolders: string[] = []): Promise<Manifest> {
  const names = { id: 'b', kind: 'migration' as const, runId: 'r', source: at('old.db'), target: at('new.db') }
  return createBackup({ ...names, items, absentFolders, signal: new AbortController().signal, folder: at('b') })
}
const three = `CREATE TABLE Conversations (id); INSERT INTO Conversations VALUES (1), (2), (3)`

describe('the old Hive beside its backup', () => {
  const prove = (manifest: Manifest) => proveOldHive(at('b'), manifest, at('tmp'))

  it('is identical to the byte, and its conversations are counted', async () => {
    makeDatabase(at('old.db'), three)
    makeDatabase(at('older.db'), `CREATE TABLE conversations (id); INSERT INTO conversations VALUES (1)`)
    const manifest = await backUp([
      item('old.db', 'source'),
      item('older.db', 'source'),
      item('new.db', 'target', true),
    ])
    expect(await prove(manifest)).toEqual({ identical: 2, changed: [], notCompared: [], conversations: 4 })
    expect(readdirSync(at('tmp'))).toEqual([])
  })

  it('counts none where there is no such table, and nothing in what is no database', async () => {
    makeDatabase(at('old.db'), 'CREATE TABLE notes (id)')
    const manifest = await backUp([item('old.db', 'source')])
    expect(await prove(manifest)).toMatchObject({ identical: 1, conversations: null })
    writeFileSync(at('old.db'), 'no database')
    expect(await prove(await backUp([item('old.db', 'source')]))).toMatchObject({ identical: 1, conversations: null })
    expect(readdirSync(at('tmp'))).toEqual([])
  })

  it.each<[string, () => void, string]>([
    ['one byte', () => makeDatabase(at('old.db'), 'UPDATE Conversations SET id = 4 WHERE id = 1'), 'old.db'],
    ['its length', () => writeFileSync(at('old.db'), 'short'), 'old.db'],
    ['that it is gone', () => rmSync(at('old.db')), 'old.db'],
    ['rows in a -wal', () => writeFileSync(at('old.db-wal'), 'rows'), 'old.db-wal'],
  ])('says what changed since: %s', async (_, change, name) => {
    makeDatabase(at('old.db'), three)
    const manifest = await backUp([item('old.db', 'source')])
    change()
    expect(await prove(manifest)).toMatchObject({ changed: [at(name)], notCompared: [], conversations: null })
  })

  it('says nothing of an empty -wal, and never calls identical what was copied while in use', async () => {
    makeDatabase(at('old.db'), three)
    const manifest = await backUp([item('old.db', 'source')])
    writeFileSync(at('old.db-wal'), '')
    expect(await prove(manifest)).toMatchObject({ identical: 1, changed: [] })
    const files = manifest.files.map((file) => (file.state === 'copied' ? { ...file, state: 'online' as const } : file))
    expect(await prove({ ...manifest, files })).toEqual({
      ...{ identical: 0, changed: [], notCompared: [at('old.db')], conversations: null },
    })
  })

  it('is not spoken of where the backup holds none', async () => {
    makeDatabase(at('new.db'), three)
    expect(await prove(await backUp([item('new.db', 'target', true)]))).toBeNull()
  })
})

describe('what putting it back would do', () => {
  const everything = () =>
    backUp([item('old.db', 'source'), item('.hive/new.db', 'target', true), item('.hive/config.toml', 'config-target', true)], [at('.hive')]) // prettier-ignore

  it('is to take away all that the migration added, and to bring nothing back where nothing was', async () => {
    makeDatabase(at('old.db'), three)
    const manifest = await everything()
    expect(effectOf(manifest)).toEqual({
      comesBack: [],
      goesAway: [],
      keeps: false,
      old: [at('old.db')],
      oldStays: true,
    })
    mkdirSync(at('.hive'))
    for (const name of ['new.db', 'new.db-wal', 'config.toml']) writeFileSync(at(`.hive/${name}`), 'new')
    expect(effectOf(manifest)).toEqual({
      comesBack: [],
      goesAway: [at('.hive/new.db'), at('.hive/config.toml'), at('.hive')],
      keeps: true,
      old: [at('old.db')],
      oldStays: true,
    })
  })

  it('is to bring back what was there, and the old database where it is gone or was replaced', async () => {
    makeDatabase(at('old.db'), three)
    mkdirSync(at('.hive'))
    writeFileSync(at('.hive/config.toml'), 'before')
    const manifest = await everything()
    expect(effectOf(manifest)).toMatchObject({ comesBack: [at('.hive/config.toml')], oldStays: true })
    rmSync(at('old.db'))
    expect(effectOf(manifest)).toMatchObject({ comesBack: [at('old.db'), at('.hive/config.toml')], oldStays: false })
    expect(existsSync(at('old.db'))).toBe(false)
    makeDatabase(at('old.db'), three)
    rmSync(at('b'), { recursive: true })
    expect(effectOf(await backUp([item('old.db', 'source', true)]))).toMatchObject({
      ...{ comesBack: [at('old.db')], goesAway: [], oldStays: false },
    })
  })
})
