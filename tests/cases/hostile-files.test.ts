/** Files that are not what they seem: pipes, folders, links, manifests and settings that somebody made to do harm. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Manifest } from '../../src-main/engine/backup/manifest.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 2 })
})
afterEach(() => {
  world.remove()
})

const pipe = (path: string) => {
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
}
const configOf = () => join(world.home, '.hive', 'config.json')

describe('a pipe, which would wait for ever,', () => {
  it('as the source is no source', async () => {
    pipe(world.source)
    expect(await failureOf(world.migrate({ from: world.source }))).toMatchObject({ exit: 3 })
    expect(await failureOf(world.migrate())).toMatchObject({ exit: 3 })
  })

  it('as the target is not written over', async () => {
    pipe(world.target)
    expect(await failureOf(world.migrate())).toMatchObject({ code: 'HM-TARGET-FOREIGN', exit: 4 })
  })

  it.each(['-wal', '-journal', '-shm'])('as %s of the source stops the run before anything is made', async (suffix) => {
    pipe(world.source + suffix)
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code: 'HM-SOURCE-UNREADABLE', exit: 4 })
    expect(existsSync(world.target)).toBe(false)
  })

  it('as config.json is no configuration', async () => {
    pipe(configOf())
    expect(await world.migrate()).toMatchObject({ status: 'migrated' })
  })

  it('as config.toml stops the run', async () => {
    pipe(join(world.home, '.hive', 'config.toml'))
    expect((await failureOf(world.migrate())).exit).toBe(4)
    expect(existsSync(world.target)).toBe(false)
  })
})

it.each(['/dev/zero', '/dev/null', '/proc/self/mem'])('the device %s is no source', async (path) => {
  expect(await failureOf(world.migrate({ from: path }))).toMatchObject({ exit: 3 })
  expect(await failureOf(world.migrate({ to: path }))).toMatchObject({ exit: 4 })
})

it('a folder in the place of the database, of config.json or of config.toml is a refusal, not a crash', async () => {
  rmSync(configOf())
  mkdirSync(configOf())
  expect(await world.migrate()).toMatchObject({ status: 'migrated' })
  await world.engine.rollback({ backup: (await world.engine.backups({}))[0]!.id })
  rmSync(join(world.home, '.hive', 'config.toml'), { force: true, recursive: true })
  mkdirSync(join(world.home, '.hive', 'config.toml'))
  expect((await failureOf(world.migrate())).exit).toBe(4)
  renameSync(world.source, `${world.source}.away`)
  mkdirSync(world.source)
  expect((await failureOf(world.migrate())).exit).toBe(3)
})

it('links in circles and links out of the home are followed to files only, and nothing is written through them', async () => {
  const { home, environment } = world
  symlinkSync('loop.db', join(home, '.hive-ai', 'loop.db'))
  symlinkSync('../..', join(home, '.hive-ai', 'up.db'))
  symlinkSync('/etc/passwd', join(home, '.hive-ai', 'passwd.sqlite'))
  const before = readFileSync('/etc/passwd')
  await engineOf(environment).analyze({})
  const failure = await failureOf(world.migrate())
  expect(failure).toMatchObject({ code: 'HM-SOURCE-NOT-A-DATABASE' })
  expect(await world.migrate({ from: world.source })).toMatchObject({ status: 'migrated' })
  expect(readFileSync('/etc/passwd')).toEqual(before)
})

describe('config.json', () => {
  const value = (sql: string) => {
    const db = new Database(world.target, { readonly: true })
    try {
      return db.prepare(sql).pluck().get()
    } finally {
      db.close()
    }
  }
  const whole = `SELECT value FROM legacy_config WHERE pointer = ''`
  const texts: [string, () => string][] = [
    [
      'of keys that would reach every object',
      () =>
        '{"__proto__":{"polluted":1},"consensus":{"__proto__":{"polluted":1}},"constructor":{"prototype":{"polluted":1}},"toString":1}',
    ],
    ['of the same key twice', () => '{"openrouter_api_key":"sk-or-first","openrouter_api_key":"sk-or-second"}'],
    ['with a byte order mark', () => '\uFEFF{"openrouter_api_key":"sk-or-behind-a-mark"}'],
    ['nested a hundred thousand deep', () => `{"consensus":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['of objects nested a hundred thousand deep', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['of 30 MB', () => `{"openrouter_api_key":"sk-or-${'x'.repeat(30_000_000)}"}`],
    [
      'of a hundred thousand keys',
      () => JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`key${n}`, n]))),
    ],
    ['cut off', () => '{"openrouter_api_key":"sk-or-'],
    ['of NUL and control characters', () => '{"a\\u0000b":"\\u0000\\u001b[2J"}'],
  ]
  it.each(texts)('%s is kept word for word', async (_, text) => {
    writeFileSync(configOf(), text())
    await world.engine.analyze({})
    expect(await world.migrate()).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(value(whole)).toBe(text())
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('that is no UTF-8 is kept byte for byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"openrouter_api_key":"sk-or-'),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('"}'),
    ])
    writeFileSync(configOf(), bytes)
    expect(await world.migrate()).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(value(whole)).toEqual(bytes)
  })
})

it.each([
  ['of keys that would reach every object', '["__proto__"]\npolluted = 1\n[consensus.__proto__]\npolluted = 1\n'],
  ['of other types than ours', 'consensus = 1\nsecurity = []\n'],
  ['of other bytes than text', '\u0000\u0001'],
])('config.toml %s is completed or replaced', async (_, text) => {
  const path = join(world.home, '.hive', 'config.toml')
  writeFileSync(path, text)
  await world
    .migrate()
    .catch((error: unknown) => expect(error).toMatchObject({ code: expect.stringMatching(/^HM-/) as string }))
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

describe('a backup by its path', () => {
  let backup: string
  /** A backup of this world, moved to where no record of ours knows it, and changed. */
  async function foreign(change: (manifest: Manifest, folder: string) => void): Promise<string> {
    const result = await world.migrate()
    const folder = join(world.home, 'elsewhere')
    cpSync(result.backup!.path, folder, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    change(manifest, folder)
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    return folder
  }
  const roll = () =>
    engineOf({ ...world.environment, stateHome: `${world.environment.stateHome}-2` }).rollback({ backup })

  it('that is what it was puts everything back, also without the records of the machine that made it', async () => {
    const before = snapshot(join(world.home, '.hive'))
    backup = await foreign(() => undefined)
    await roll()
    expect(snapshot(join(world.home, '.hive'))).toEqual(before)
  })

  const victims: [string, (manifest: Manifest) => void][] = [
    ['a file of the person’s', (manifest) => (manifest.files[0]!.origin = join(world.home, '.bashrc'))],
    [
      'a file that is to be removed',
      (manifest) => {
        const absent = manifest.files.find(({ state }) => state === 'absent')!
        Object.assign(absent, { origin: join(world.home, 'precious.txt'), replaced: true })
      },
    ],
    ['a path with dots', (manifest) => (manifest.files[0]!.origin = join(world.home, '.hive') + '/../.bashrc')],
    ['a path from here', (manifest) => (manifest.files[0]!.origin = '.bashrc')],
    ['a folder of the person’s', (manifest) => manifest.absentFolders.push(join(world.home, 'empty'))],
  ]
  it.each(victims)('that names %s as its place is refused', async (_, change) => {
    writeFileSync(join(world.home, 'precious.txt'), 'mine')
    writeFileSync(join(world.home, '.bashrc'), 'mine')
    mkdirSync(join(world.home, 'empty'))
    backup = await foreign((manifest) => change(manifest))
    const before = snapshot(world.home)
    expect((await failureOf(roll())).code).toMatch(/^HM-BACKUP-(FOREIGN|DAMAGED)$/)
    expect(snapshot(world.home)).toEqual(before)
  })

  const shapes: [string, (manifest: Manifest, folder: string) => void][] = [
    ['names that leave it', (manifest) => (manifest.files[0]!.file = '../../secret')],
    ['the name of its own folder', (manifest) => (manifest.files[0]!.file = '..')],
    ['a file without a name', (manifest) => Object.assign(manifest.files[0]!, { file: '' })],
    ['files that are none', (manifest) => Object.assign(manifest, { files: [null, 7] })],
    ['another version', (manifest) => Object.assign(manifest, { version: 99 })],
    ['a wrong hash', (manifest) => (manifest.files[0]!.sha256 = '0'.repeat(64))],
    [
      'a link in place of a file',
      (manifest, folder) => {
        const [file] = manifest.files
        const secret = join(world.home, 'secret')
        writeFileSync(secret, 'mine')
        rmSync(join(folder, 'files', file!.file), { force: true })
        symlinkSync(secret, join(folder, 'files', file!.file))
        Object.assign(file!, { bytes: 4, sha256: createHash('sha256').update('mine').digest('hex') })
      },
    ],
  ]
  it.each(shapes)('with %s is damaged', async (_, change) => {
    backup = await foreign(change)
    const before = snapshot(world.home)
    expect(await failureOf(roll())).toMatchObject({ code: 'HM-BACKUP-DAMAGED', exit: 3 })
    expect(snapshot(world.home)).toEqual(before)
  })
})

it('a source that is swapped for another file between the look and the backup is the one that is migrated, whole', async () => {
  const other = await makeWorld({ conversations: 4, seed: 9 })
  const { environment } = world
  // The engine says what it does: at the first word of the backup the file is another one.
  let swapped = false
  const { createEngine } = await import('../../src-main/engine/index.js')
  const engine = createEngine({
    environment,
    emit: ({ phase }) => {
      if (phase !== 'backup' || swapped) return
      swapped = true
      renameSync(other.source, world.source)
    },
    signal: new AbortController().signal,
  })
  const result = await engine.migrate(plainRun)
  expect(swapped).toBe(true)
  expect(result).toMatchObject({ totals: { same: true }, verification: { passed: true } })
  expect(result.tables.find(({ name }) => name === 'conversations')).toMatchObject({ read: 4, migrated: 4 })
  other.remove()
})
