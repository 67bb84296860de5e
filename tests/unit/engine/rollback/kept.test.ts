/** What a rollback keeps of what it takes out, what it takes along of what was made since, and whose backups it believes. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import { filesFolder, readManifest, type Manifest } from '../../../../src-main/engine/backup/manifest.js'
import { stateHome } from '../../../../src-main/engine/journal/state-home.js'
import type { Environment } from '../../../../src-main/engine/model/index.js'
import { assertBelongs } from '../../../../src-main/engine/rollback/belongs.js'
import { exportNewData } from '../../../../src-main/engine/rollback/export-new.js'
import { changedSince, keepCurrent, replacedFiles } from '../../../../src-main/engine/rollback/keep.js'
import { APPLICATION_ID as applicationId } from '../../../../src-main/engine/target/schema/index.js'
import { failing } from '../../../support/failing.js'
import { openElsewhere } from '../../../support/other-program.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'
import { openFilesBelow } from '../../../support/open-files.js'

let root: string
let target: string
let source: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-kept-'))
  for (const name of ['home', 'home/.hive', 'home/.hive-ai', 'tmp', 'state']) mkdirSync(at(name))
  target = at('home/.hive/hive-ai.db')
  source = at('home/.hive-ai/hive-ai-knowledge.db')
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const signal = new AbortController().signal
function backUp(items: BackupItem[], absentFolders: string[] = []): Promise<Manifest> {
  const order = { id: 'b', kind: 'migration' as const, runId: 'r', source, target, items, absentFolders, signal }
  return createBackup({ ...order, folder: at('b') })
}
const databaseItem = (path: string, role: 'source' | 'target'): BackupItem => {
  return { role, path, database: true, replaced: role === 'target' }
}
const configItem: BackupItem = { role: 'config-target', path: '', database: false, replaced: true }
const all = () => [databaseItem(source, 'source'), databaseItem(target, 'target'), { ...configItem, path: at('toml') }]

describe('what is taken out', () => {
  const order = () => ({ id: 'k', path: at('k'), runId: 'r2', source, target, signal })

  it('are the databases and the configuration that were replaced', async () => {
    makeDatabase(source, 'CREATE TABLE a (n)')
    const manifest = await backUp(all())
    expect(replacedFiles(manifest).map(({ origin }) => origin)).toEqual([target, at('toml')])
  })

  it('is kept with its side files, marked to be put back, the configuration as what it is', async () => {
    const manifest = await backUp(all())
    makeDatabase(target, 'CREATE TABLE a (n)')
    writeFileSync(at('toml'), 'new')
    expect(await keepCurrent(replacedFiles(manifest), order())).toBe(true)

    const kept = readManifest(at('k'))
    expect(kept).toMatchObject({ id: 'k', kind: 'rollback', runId: 'r2', source, target, absentFolders: [] })
    expect(kept.files.map(({ origin, role, state, replaced }) => [origin, role, state, replaced])).toEqual([
      [target, 'target', 'copied', true],
      ...['-wal', '-shm', '-journal'].map((side) => [target + side, 'target', 'absent', true]),
      [at('toml'), 'config-target', 'copied', true],
    ])
  })

  it('is nothing when nothing lies there: no empty backup is made', async () => {
    const manifest = await backUp(all())
    expect(await keepCurrent(replacedFiles(manifest), order())).toBe(false)
    expect(existsSync(at('k'))).toBe(false)
    writeFileSync(at('toml'), 'one of two is enough')
    expect(await keepCurrent(replacedFiles(manifest), order())).toBe(true)
  })
})

describe('what somebody wrote while a rollback was dead', () => {
  const changed = async (manifest: Manifest) => (await changedSince(manifest, at('k'))).map(({ origin }) => origin)
  const keep = (manifest: Manifest) =>
    keepCurrent(replacedFiles(manifest), { id: 'k', path: at('k'), runId: 'r2', source, target, signal })

  it('is what neither the backup nor what was kept holds', async () => {
    makeDatabase(target, 'CREATE TABLE old (n)')
    writeFileSync(at('toml'), 'old')
    const manifest = await backUp(all())
    expect(await changed(manifest)).toEqual([])
    makeDatabase(target, 'CREATE TABLE new (n)')
    expect(await changed(manifest)).toEqual([target])
    writeFileSync(at('toml'), 'new')
    expect(await changed(manifest)).toEqual([target, at('toml')])
    await keep(manifest)
    expect(await changed(manifest)).toEqual([])
    makeDatabase(target, 'INSERT INTO new VALUES (1)')
    expect(await changed(manifest)).toEqual([target])
  })

  it.each(['-wal', '-journal'])('is seen in a %s too, unless that is empty', async (side) => {
    makeDatabase(target, 'CREATE TABLE old (n)')
    const manifest = await backUp(all())
    writeFileSync(target + side, '')
    expect(await changed(manifest)).toEqual([])
    writeFileSync(target + side, 'rows')
    expect(await changed(manifest)).toEqual([target])
    writeFileSync(at('toml-wal'), 'no part of a configuration')
    expect(await changed(manifest)).toEqual([target])
  })
})

describe('what the new Hive made since', () => {
  const oldTables = `CREATE TABLE conversations (id TEXT); INSERT INTO conversations VALUES ('known'), (NULL)`
  const exportTo = (manifest: Manifest) => exportNewData(at('b'), manifest, target, at('new-data.db'), at('tmp'))
  const tables = (path: string) => rowsOf(path, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1`).flat()

  it('goes to a database of its own: conversations that are not known, and what belongs to one', async () => {
    makeDatabase(source, oldTables)
    const manifest = await backUp(all())
    makeDatabase(
      target,
      `CREATE TABLE Conversations (title, ID TEXT PRIMARY KEY);
       INSERT INTO Conversations VALUES ('a', 'known'), ('b', 'since'), ('c', NULL);
       CREATE TABLE messages (id INTEGER PRIMARY KEY, Conversation_Id REFERENCES Conversations, content);
       INSERT INTO messages VALUES (1, 'known', x'00'), (2, 'since', x'01ff'), (9007199254740993, 'since', 'Ä'), (4, NULL, 'e');
       CREATE TABLE configurations (key, value); INSERT INTO configurations VALUES ('api_key', 'secret');
       CREATE TABLE migration_repairs (conversation_id); INSERT INTO migration_repairs VALUES ('since');
       CREATE TABLE legacy_notes (conversation_id); INSERT INTO legacy_notes VALUES ('since')`,
    )
    expect(exportTo(manifest)).toBe(3)
    expect(tables(at('new-data.db'))).toEqual(['Conversations', 'messages'])
    expect(rowsOf(at('new-data.db'), 'SELECT * FROM Conversations')).toEqual([['b', 'since']])
    expect(rowsOf(at('new-data.db'), `SELECT CAST(id AS TEXT), hex(content), typeof(content) FROM messages ORDER BY id`)).toEqual([['2', '01FF', 'blob'], ['9007199254740993', 'C384', 'text']]) // prettier-ignore
    expect(readdirSync(at('tmp'))).toEqual([])
  })

  it('is nothing, and then there is no file', async () => {
    makeDatabase(source, oldTables)
    const manifest = await backUp(all())
    expect(exportTo(manifest)).toBe(0)
    makeDatabase(target, `CREATE TABLE conversations (id); INSERT INTO conversations VALUES ('known')`)
    expect(exportTo(manifest)).toBe(0)
    expect(existsSync(at('new-data.db'))).toBe(false)
    expect(readdirSync(at('tmp'))).toEqual([])
  })

  it('cannot be told where the source was no Hive, or is not in the backup', async () => {
    makeDatabase(source, 'CREATE TABLE other (id)')
    makeDatabase(target, `CREATE TABLE conversations (id); INSERT INTO conversations VALUES ('since')`)
    expect(exportTo(await backUp(all()))).toBe(0)
    rmSync(source)
    expect(exportTo(await backUp(all()))).toBe(0)
    expect(exportTo(await backUp([databaseItem(target, 'target')]))).toBe(0)
    expect(existsSync(at('new-data.db'))).toBe(false)
  })

  it('counts rows that were still in the -wal of either side', async () => {
    const old = await openElsewhere(source, ['PRAGMA journal_mode = WAL', 'CREATE TABLE conversations (id)', `INSERT INTO conversations VALUES ('known')`]) // prettier-ignore
    await old.end('kill')
    const manifest = await backUp(all())
    const app = await openElsewhere(target, ['PRAGMA journal_mode = WAL', 'CREATE TABLE conversations (id)', `INSERT INTO conversations VALUES ('known'), ('since')`]) // prettier-ignore
    await app.end('kill')
    expect(exportTo(manifest)).toBe(1)
  })
})

describe('a backup from elsewhere', () => {
  const environment = (): Environment => {
    return { platform: 'linux', home: at('home'), homeGiven: true, env: {}, stateHome: at('state'), tmpdir: at('tmp') }
  }
  const check = (manifest: Manifest) => {
    assertBelongs(environment(), stateHome(environment()), at('b'), manifest)
  }

  it('may put something into the folders of a Hive, and make them', async () => {
    rmSync(at('home/.hive'), { recursive: true })
    check(await backUp([databaseItem(source, 'source'), databaseItem(target, 'target')], [at('home/.hive')]))
  })

  it.each(['home/other/x.db', 'x.db', 'home/.hive/inner/x.db', 'home/.hive-other/x.db'])(
    'may not put one at %s',
    async (place) => {
      const { code, detail } = failing(
        await checking([databaseItem(target, 'target'), databaseItem(at(place), 'target')]),
      )
      expect(code).toBe('HM-BACKUP-FOREIGN')
      expect(detail).toContain(at(place))
    },
  )

  it('may not remove a folder that is none of a Hive’s', async () => {
    const { code, detail } = failing(
      await checking([databaseItem(target, 'target')], [at('home/.hive'), at('elsewhere')]),
    )
    expect(code).toBe('HM-BACKUP-FOREIGN')
    expect(detail).toContain(at('elsewhere'))
  })

  it('may use the folder of a database that remembers its migration, and no other', async () => {
    const place = at('elsewhere/db.db')
    mkdirSync(at('elsewhere'))
    const remember = (runId: string) => {
      rmSync(place, { force: true })
      makeDatabase(
        place,
        `PRAGMA application_id = ${applicationId};
         CREATE TABLE migration_history (id INTEGER PRIMARY KEY, run_id, migration_timestamp, source_path, source_fingerprint,
           migration_stats, state);
         INSERT INTO migration_history VALUES (1, '${runId}', 't', 's', 'f', '{}', 'complete')`,
      )
    }
    const manifest = await backUp([databaseItem(place, 'target')])
    remember('another')
    expect(failing(() => {
      check(manifest)
    }).code).toBe('HM-BACKUP-FOREIGN') // prettier-ignore
    remember('r')
    check(manifest)
    // Only of the database that was the target is that believed.
    const asSource = { ...manifest, files: manifest.files.map((file) => ({ ...file, role: 'source' as const })) }
    expect(failing(() => {
      check(asSource)
    }).code).toBe('HM-BACKUP-FOREIGN') // prettier-ignore
  })

  it('is believed in everything when our own records know it, also through a link', async () => {
    const manifest = await backUp([databaseItem(at('anywhere.db'), 'target')])
    mkdirSync(at('state/backups'), { recursive: true })
    symlinkSync(at('b'), at('state/backups/b'))
    expect(existsSync(filesFolder(at('state/backups/b')))).toBe(true)
    check(manifest)
  })

  async function checking(items: BackupItem[], absentFolders: string[] = []) {
    const manifest = await backUp(items, absentFolders)
    return () => {
      check(manifest)
    }
  }
})
