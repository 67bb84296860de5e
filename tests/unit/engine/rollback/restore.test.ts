/** Putting files back, by itself: exactly what the backup holds, complete beside its place before anything is removed. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import type { Manifest } from '../../../../src-main/engine/backup/manifest.js'
import { setFaultHook, type FaultPoint } from '../../../../src-main/engine/faults.js'
import { rehearseRollback } from '../../../../src-main/engine/rollback/rehearse.js'
import { restore } from '../../../../src-main/engine/rollback/restore.js'
import { failureOf, snapshot } from '../../../support/engine.js'
import { openElsewhere } from '../../../support/other-program.js'
import { recordRequests } from '../../../support/requests.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'
import { openFilesBelow } from '../../../support/open-files.js'

let root: string
let home: string
let target: string
const at = (name: string) => join(home, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-restore-'))
  home = join(root, 'home')
  mkdirSync(home)
  target = at('hive.db')
})
afterEach(() => {
  setFaultHook(null)
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const backup = () => join(root, 'backup')
const database = (replaced = true): BackupItem => ({ role: 'target', path: target, database: true, replaced })
const config = (replaced: boolean): BackupItem => {
  return { role: replaced ? 'config-target' : 'config', path: at('config'), database: false, replaced }
}
function backUp(items: BackupItem[], absentFolders: string[] = []): Promise<Manifest> {
  return createBackup({
    ...{ id: 'b', kind: 'migration', runId: 'r', source: 's', target, folder: backup(), items, absentFolders },
    signal: new AbortController().signal,
  })
}
const doRestore = (manifest: Manifest) => restore(backup(), manifest, 'r2')
const leaveWal = async (...steps: string[]) => {
  const app = await openElsewhere(target, ['PRAGMA journal_mode = WAL', ...steps])
  await app.end('kill')
}
/** What stands in the tree, without the parts that a read of SQLite may touch. */
const tree = () => Object.fromEntries(Object.entries(snapshot(home)).filter(([path]) => !path.endsWith('-shm')))

function meanwhile(point: FaultPoint, act: () => void): void {
  setFaultHook({
    at: (passed) => {
      if (passed === point) act()
    },
    before: () => undefined,
  })
}

describe('what was replaced', () => {
  it('comes back with its bytes, mode and time, whatever lies there now', async () => {
    makeDatabase(target, 'CREATE TABLE a (n); INSERT INTO a VALUES (1)')
    writeFileSync(at('config'), 'old')
    chmodSync(target, 0o640)
    utimesSync(target, new Date(), new Date('2020-02-03T04:05:06.789Z'))
    const before = tree()
    const manifest = await backUp([database(), config(true)])
    rmSync(target)
    await leaveWal('CREATE TABLE b (n)')
    writeFileSync(at('config'), 'new')
    writeFileSync(`${target}.restoring-r2`, 'left by a death')
    const result = await doRestore(manifest)
    expect(tree()).toEqual(before)
    expect(result).toEqual({ restored: [target, at('config')], removed: [], kept: [] })
  })

  it('comes back with the rows in its -wal, and is whole at every moment', async () => {
    await leaveWal('CREATE TABLE a (n)', 'INSERT INTO a VALUES (1)')
    const before = tree()
    const manifest = await backUp([database()])
    rmSync(target)
    for (const side of ['-wal', '-shm']) rmSync(target + side)
    makeDatabase(target, 'CREATE TABLE b (n)')
    const seen: unknown[] = []
    const points: FaultPoint[] = ['restore:whole', 'restore:file-renamed', 'restore:renamed']
    setFaultHook({
      at: (point) => {
        // A copy: looking may not change what lies there.
        if (points.includes(point)) seen.push(...rowsOfCopy(target))
      },
      before: () => undefined,
    })
    await doRestore(manifest)
    setFaultHook(null)
    expect(new Set(seen)).toEqual(new Set([1]))
    expect(tree()).toEqual(before)
    expect(readdirSync(home).filter((name) => name.includes('restoring'))).toEqual([])
  })

  it('goes when nothing was there, side files first, and so do the folders that were made', async () => {
    const folders = ['made', 'made/inner', 'made/inner/most'].map(at)
    target = at('made/inner/most/hive.db')
    const manifest = await backUp([database()], folders)
    mkdirSync(dirname(target), { recursive: true })
    await leaveWal('CREATE TABLE a (n)')
    const requests = recordRequests()
    const { restored, removed, kept } = await doRestore(manifest)
    expect(restored).toEqual([])
    expect(removed.slice(0, -4).every((path) => /-(wal|shm)$/.test(path))).toBe(true)
    expect(removed.slice(-4)).toEqual([target, ...[...folders].reverse()])
    expect(kept).toEqual([])
    expect(readdirSync(home)).toEqual([])
    expect(requests.filter((each) => each === 'at restore:folder-removed')).toHaveLength(3)
  })

  it('goes also when nothing lies there any more', async () => {
    const manifest = await backUp([database()], [at('made')])
    expect(await doRestore(manifest)).toEqual({ restored: [], removed: [], kept: [] })
  })

  it('what is no database any more goes all the same', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    const before = tree()
    const manifest = await backUp([database()])
    writeFileSync(target, 'no database'.repeat(200))
    writeFileSync(`${target}-wal`, 'no journal')
    await doRestore(manifest)
    expect(tree()).toEqual(before)
  })

  it('a damaged one comes back before its side files, byte for byte', async () => {
    writeFileSync(target, 'no database at all'.repeat(100))
    writeFileSync(`${target}-wal`, 'rows that nobody can read')
    const before = tree()
    const manifest = await backUp([database()])
    for (const side of ['', '-wal']) rmSync(target + side)
    makeDatabase(target, 'CREATE TABLE b (n)')
    const requests = recordRequests()
    await doRestore(manifest)
    expect(tree()).toEqual(before)
    const renames = [`rename ${target}`, `rename ${target}-wal`]
    expect(requests.filter((each) => renames.includes(each))).toEqual(renames)
    expect(readdirSync(home).filter((name) => name.includes('restoring'))).toEqual([])
  })

  it('is flushed before its rename, and its folder afterwards', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    const manifest = await backUp([database()])
    const requests = recordRequests()
    await doRestore(manifest)
    const expected = [`fsync ${target}.restoring-r2`, `rename ${target}`, `fsync ${home}`]
    expect(requests.filter((each) => expected.includes(each))).toEqual(expected)
  })
})

function rowsOfCopy(path: string): unknown[] {
  const copy = join(root, `copy-${readdirSync(root).length}.db`)
  for (const side of ['', '-wal', '-journal'])
    if (existsSync(path + side)) writeFileSync(copy + side, readFileSync(path + side))
  const rows = rowsOf(copy, 'SELECT n FROM a').flat()
  return rows.length === 0 ? ['none'] : rows
}

describe('what was not replaced', () => {
  beforeEach(() => {
    writeFileSync(at('config'), 'old')
  })

  it('stays as it is now', async () => {
    const manifest = await backUp([config(false)])
    writeFileSync(at('config'), 'changed by its owner')
    expect((await doRestore(manifest)).restored).toEqual([])
    expect(readFileSync(at('config'), 'utf8')).toBe('changed by its owner')
  })

  it('nor does a file beside a configuration change, whatever it is called', async () => {
    const manifest = await backUp([config(true)])
    writeFileSync(at('config'), '')
    writeFileSync(`${at('config')}-wal`, 'somebody’s')
    await doRestore(manifest)
    expect(readFileSync(at('config'), 'utf8')).toBe('old')
    expect(readFileSync(`${at('config')}-wal`, 'utf8')).toBe('somebody’s')
  })

  it('comes back when it is gone, with its folder', async () => {
    const manifest = await backUp([config(false)])
    rmSync(home, { recursive: true })
    expect((await doRestore(manifest)).restored).toEqual([at('config')])
    expect(readFileSync(at('config'), 'utf8')).toBe('old')
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  it('stays when it is a file where the move had made a folder, and is told', async () => {
    const manifest = await backUp([config(false)], [at('made')])
    writeFileSync(at('made'), 'a file now')
    expect((await doRestore(manifest)).kept).toEqual([at('made')])
    expect(readFileSync(at('made'), 'utf8')).toBe('a file now')
  })

  it('stays away when it never was there', async () => {
    rmSync(at('config'))
    const manifest = await backUp([config(false)])
    writeFileSync(at('config'), 'made since')
    await doRestore(manifest)
    expect(readFileSync(at('config'), 'utf8')).toBe('made since')
  })
})

describe('is refused', () => {
  it('when the backup is not what it was: before anything changes, and nothing is left beside it', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    writeFileSync(at('config'), 'old')
    const manifest = await backUp([database(), config(true)])
    const damaged = join(backup(), 'files', manifest.files.find(({ role }) => role === 'config-target')!.file)
    chmodSync(damaged, 0o600)
    writeFileSync(damaged, 'odd')
    makeDatabase(target, 'CREATE TABLE b (n)')
    writeFileSync(at('config'), 'new')
    const failure = await failureOf(doRestore(manifest))
    expect(failure.code).toBe('HM-BACKUP-DAMAGED')
    expect(rowsOf(target, `SELECT name FROM sqlite_schema WHERE name = 'b'`)).toHaveLength(1)
    expect(readFileSync(at('config'), 'utf8')).toBe('new')
    expect(existsSync(`${at('config')}.restoring-r2`)).toBe(false)
  })

  it('when somebody writes to what came back before it was looked at', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    const manifest = await backUp([database()])
    meanwhile('restore:folders-flushed', () => {
      writeFileSync(target, 'x')
    })
    const failure = await failureOf(doRestore(manifest))
    expect(failure.code).toBe('HM-BACKUP-DAMAGED')
    expect(failure.detail).toContain(target)
  })
})

describe('a rehearsal', () => {
  const rehearse = (manifest: Manifest) =>
    rehearseRollback(backup(), manifest, join(root, 'new.db'), join(root, 'stage'))
  beforeEach(() => {
    makeDatabase(join(root, 'new.db'), 'CREATE TABLE new (n)')
  })

  it('plays the way back elsewhere: what was there comes back, what was not goes', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    const manifest = await backUp([database(), config(true)], [at('made')])
    mkdirSync(join(root, 'stage'))
    writeFileSync(join(root, 'stage', 'left by a death'), '')
    const before = snapshot(home)
    const check = await rehearse(manifest)
    expect(check).toMatchObject({ layer: 'rollback', name: 'rehearsal', passed: true })
    expect(check.detail).toBe('1 files came back byte for byte, 1 that were not there were removed')
    expect(snapshot(home)).toEqual(before)
    expect(existsSync(join(root, 'stage'))).toBe(false)
  })

  it('fails where the way back would fail, and leaves nothing', async () => {
    makeDatabase(target, 'CREATE TABLE a (n)')
    const manifest = await backUp([database()])
    const file = join(backup(), 'files', manifest.files[0]!.file)
    chmodSync(file, 0o600)
    writeFileSync(file, 'damaged')
    expect((await failureOf(rehearse(manifest))).code).toBe('HM-BACKUP-DAMAGED')
    expect(existsSync(join(root, 'stage'))).toBe(false)
  })

  it('says how many files stayed that should have gone', async () => {
    const manifest = await backUp([database()])
    meanwhile('restore:verified', () => {
      writeFileSync(join(root, 'stage', target), 'back again')
    })
    expect(await rehearse(manifest)).toMatchObject({ passed: false, detail: '1 files stayed' })
  })
})
