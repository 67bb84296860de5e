/** Copies of files that change, vanish or do not arrive while they are made: never taken for what they are not. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyOnline, copyStable } from '../../../../src-main/engine/backup/copy-file.js'
import { copyBackupTo } from '../../../../src-main/engine/backup/copy-out.js'
import { sealCopies } from '../../../../src-main/engine/backup/seal.js'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import { foldSource } from '../../../../src-main/engine/backup/fold.js'
import { readManifest, type Manifest } from '../../../../src-main/engine/backup/manifest.js'
import { verifyBackup } from '../../../../src-main/engine/backup/verify.js'
import { backupView } from '../../../../src-main/engine/backup/view.js'
import { setFaultHook } from '../../../../src-main/engine/faults.js'
import { failureOf } from '../../../support/engine.js'
import { onOperation } from '../../../support/machine.js'

let folder: string
let file: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-copies-'))
  ;[file, copy] = [join(folder, 'a.db'), join(folder, 'b.db')]
})
afterEach(() => {
  setFaultHook(null)
  rmSync(folder, { recursive: true, force: true })
})

const signal = new AbortController().signal

/** Somebody writes to the file each time that it was copied, so many times. */
function busy(times = Infinity): void {
  let left = times
  const at = (point: string) => {
    if (point === 'backup:file-copied' && left-- > 0) appendFileSync(file, 'more')
  }
  setFaultHook({ at, before: () => undefined })
}

function database(path: string, rows = 3): void {
  const db = new Database(path)
  db.exec('CREATE TABLE t (a)')
  db.exec(
    `INSERT INTO t WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < ${rows}) SELECT a FROM n`,
  )
  db.close()
}

/** A backup of some files, in a folder of its own. */
function backupOf(items: BackupItem[]): Promise<Manifest> {
  return createBackup({
    ...{ id: 'b', kind: 'migration', runId: 'r', folder: join(folder, 'backup'), items, absentFolders: [], signal },
    ...{ source: file, target: file },
  })
}
const item = (path: string, isDatabase: boolean): BackupItem => {
  return { role: isDatabase ? 'source' : 'config', path, database: isDatabase, replaced: false }
}

describe('a file that somebody writes to while it is copied', () => {
  beforeEach(() => {
    writeFileSync(file, 'begin')
  })

  it('is copied again until its copy is of one moment', async () => {
    busy(2)
    expect(await copyStable([[file, copy]])).not.toBeNull()
    expect(readFileSync(copy, 'utf8')).toBe('beginmoremore')
  })

  it('is given up after three tries', async () => {
    busy()
    expect(await copyStable([[file, copy]])).toBeNull()
  })

  it('and is no database: the backup is refused', async () => {
    busy()
    expect(await failureOf(backupOf([item(file, false)]))).toMatchObject({ code: 'HM-SOURCE-BUSY', exit: 4 })
    expect(existsSync(join(folder, 'backup', 'manifest.json'))).toBe(false)
  })

  it('after its copy is sealed by its hash is told from it', async () => {
    await copyStable([[file, copy]])
    appendFileSync(file, 'more')
    const order = { origin: file, copy, exact: true, read: null }
    expect(await failureOf(sealCopies([order], { signal }))).toMatchObject({ code: 'HM-SOURCE-BUSY' })
    expect(await sealCopies([{ ...order, exact: false }], { signal })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ])
  })
})

describe('a large file', () => {
  const sealed = (read: string | null) => sealCopies([{ origin: file, copy, exact: true, read }], { signal })

  it.each([0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])(
    'of %i bytes is copied in pieces, and hashed on the way',
    async (bytes) => {
      writeFileSync(file, randomBytes(bytes))
      const told: number[] = []
      const hashes = await copyStable([[file, copy]], { large: 0, onBytes: (more) => told.push(more) })
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
      expect([...(hashes ?? [])]).toEqual([[copy, hash]])
      expect(readFileSync(copy).equals(readFileSync(file))).toBe(true)
      expect(told.reduce((sum, more) => sum + more, 0)).toBe(bytes)
      expect(await sealed(hash)).toEqual([hash])
    },
  )

  it('can be cancelled between two pieces', async () => {
    writeFileSync(file, randomBytes(3 << 20))
    const control = new AbortController()
    const onBytes = () => {
      control.abort()
    }
    await expect(copyStable([[file, copy]], { large: 0, onBytes, signal: control.signal })).rejects.toThrow()
    expect(statSync(copy).size).toBe(1 << 20)
  })

  it('whose copy is not what was read is no backup', async () => {
    writeFileSync(file, randomBytes(2 << 20))
    const hash = (await copyStable([[file, copy]], { large: 0 }))?.get(copy) ?? ''
    const bytes = readFileSync(copy)
    bytes.writeUInt8(bytes.readUInt8(1 << 20) ^ 1, 1 << 20)
    writeFileSync(copy, bytes)
    expect(await failureOf(sealed(hash))).toMatchObject({ code: 'HM-BACKUP-DAMAGED' })
  })
})

it('a database that keeps changing is copied through SQLite, and its copy is whole', async () => {
  database(file, 300)
  busy()
  const { files } = await backupOf([item(file, true)])
  expect(files.map(({ state }) => state)).toEqual(['online', 'absent', 'absent', 'absent'])
  const db = new Database(join(folder, 'backup', 'files', files[0]!.file), { readonly: true })
  expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(300)
  db.close()
})

it.each([
  ['no database', 'Dear diary, '.repeat(400), () => copy, 'HM-SOURCE-NOT-A-DATABASE'],
  ['to where no folder is', null, () => join(folder, 'none', 'b.db'), 'HM-SOURCE-BUSY'],
])('through SQLite, %s is a refusal with a reason', async (_, content, to, code) => {
  if (content === null) database(file)
  else writeFileSync(file, content)
  expect(await failureOf(copyOnline(file, to()))).toMatchObject({ code })
})

describe('a backup', () => {
  const paths = () => [join(folder, 'one', 'config.json'), join(folder, 'two', 'config.json')]
  beforeEach(() => {
    for (const path of paths()) {
      mkdirSync(join(path, '..'))
      writeFileSync(path, path)
    }
  })

  it('of files of one name is restored to a folder with both', async () => {
    await backupOf(paths().map((path) => item(path, false)))
    const written = await copyBackupTo(join(folder, 'backup'), join(folder, 'out'))
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['2-config.json', 'config.json'])
    expect(written.map((path) => readFileSync(path, 'utf8'))).toEqual(paths())
  })

  it('whose copy does not arrive as it is says so', async () => {
    await backupOf(paths().map((path) => item(path, false)))
    onOperation((operation, path) => {
      if (operation === 'fsync' && path.endsWith('2-config.json')) writeFileSync(path, 'rot')
    })
    const failure = await failureOf(copyBackupTo(join(folder, 'backup'), join(folder, 'out')))
    expect(failure).toMatchObject({ code: 'HM-BACKUP-DAMAGED' })
    expect(failure.detail).toContain('2-config.json')
  })

  it('that never was whole is none', async () => {
    mkdirSync(join(folder, 'backup'))
    expect(await failureOf(verifyBackup(join(folder, 'backup')))).toMatchObject({ code: 'HM-BACKUP-UNKNOWN' })
  })

  it('without the source cannot be built from', async () => {
    const manifest = await backupOf([item(paths()[0]!, false)])
    expect(() => foldSource(join(folder, 'backup'), manifest, file, folder)).toThrow('holds no')
    expect(backupView(join(folder, 'backup'), manifest, file, folder)).toBeNull()
  })
})

describe('a view of a backed up database', () => {
  const backup = () => join(folder, 'backup')
  const views = () => readdirSync(folder).filter((name) => name.startsWith('hive-migrate-view-'))

  it('shows what stands only in its -wal, leaves the copies as they are, and goes without a trace', async () => {
    const open = new Database(file)
    open.pragma('journal_mode = WAL')
    open.exec('CREATE TABLE t (a)')
    open.exec('INSERT INTO t VALUES (1), (2)')
    const manifest = await backupOf([item(file, true)])
    open.close()
    const view = backupView(backup(), manifest, file, folder)!
    const db = new Database(view.path, { readonly: true })
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2)
    db.close()
    view.close()
    expect(views()).toEqual([])
    await verifyBackup(backup())
  })

  it('of a copy that is gone is an error, and leaves nothing', async () => {
    database(file)
    const manifest = await backupOf([item(file, true)])
    rmSync(join(backup(), 'files', manifest.files[0]!.file))
    expect(() => backupView(backup(), readManifest(backup()), file, folder)).toThrow('ENOENT')
    expect(views()).toEqual([])
  })
})
