/** Which files of a folder are settings of an install, and which are somebody else's (facts 1.2, 1.5, T39, T44). */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findAt, findInHome } from '../../../../src-main/engine/detect/find.js'
import { dataFolders, defaultProfile, isHivesOwn, otherPlaces } from '../../../../src-main/engine/detect/places.js'
import type { Environment } from '../../../../src-main/engine/model/index.js'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hive-found-'))
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

const machine = (env: Environment['env'] = {}, homeGiven = true): Environment => {
  return { platform: 'linux', home, homeGiven, env, stateHome: '/state', tmpdir: '/tmp' }
}

function make(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), '')
  }
}
const below = (paths: string[]) => paths.map((path) => path.slice(home.length + 1))

it('in a home: every settings file of Hive’s own folders, and nothing of a project’s', () => {
  make('.hive/config.json', '.hive/any.json', '.hive/any.yaml', '.hive/.env', '.hive/hive-ai.db', '.hive/notes.txt')
  make(
    '.hive/profiles/a.json',
    '.hive/profiles/readme.md',
    '.hive/config/b.json',
    '.hive/hooks/x/y.sh',
    '.hive/other/z.json',
  )
  make('.hive/cli-tools-config.json', '.hive/hive.db.backup', '.hive/old.tar.gz', '.hive/config.toml.migrating-r1')
  make('config/app.json', 'package.json', 'profiles/p.json', 'exports/a.csv')
  const { configFiles, others } = findInHome(machine())
  expect(below(configFiles).sort()).toEqual(
    ['.hive/.env', '.hive/any.json', '.hive/any.yaml', '.hive/config.json', '.hive/config/b.json'].concat(
      '.hive/hooks/x/y.sh',
      '.hive/profiles/a.json',
    ),
  )
  expect(below(others.map(({ path }) => path))).toEqual(['.hive/cli-tools-config.json', '.hive/hive.db.backup', '.hive/old.tar.gz', 'exports']) // prettier-ignore
})

it('an install that is named: files of known names, and its own folders', () => {
  make('app/config.json', 'app/package.json', 'app/tsconfig.json', 'app/license.json', 'app/memory-config.yaml')
  make('app/config/user.json', 'app/profiles/p.json', 'app/.hive/x.json')
  expect(below(findAt(join(home, 'app'), machine()).configFiles).sort()).toEqual(
    [
      'app/.hive/x.json',
      'app/config.json',
      'app/config/user.json',
      'app/license.json',
      'app/memory-config.yaml',
    ].concat('app/profiles/p.json'),
  )
})

it('a home folder that is named as one: its `config` is anybody’s', () => {
  make('.hive-ai/config.json', 'config/app.json', 'profiles/p.json')
  expect(below(findAt(home, machine()).configFiles)).toEqual(['.hive-ai/config.json'])
})

it('a single database: the config.json beside it, and the `.hive` next door', () => {
  make('x/some.db', 'x/config.json', 'x/other.json', '.hive/config.json', 'x/.hive/no.json')
  expect(below(findAt(join(home, 'x', 'some.db'), machine()).configFiles)).toEqual([
    'x/config.json',
    '.hive/config.json',
  ])
  make('.hive-ai/some.db', '.hive-ai/budget.json')
  expect(below(findAt(join(home, '.hive-ai', 'some.db'), machine()).configFiles)).toEqual(['.hive-ai/budget.json', '.hive/config.json']) // prettier-ignore
})

it('a folder of hooks that is linked into itself ends', () => {
  make('.hive/hooks/a.sh')
  symlinkSync(join(home, '.hive', 'hooks'), join(home, '.hive', 'hooks', 'again'))
  symlinkSync(join(home, '.hive'), join(home, '.hive', 'profiles'))
  expect(below(findInHome(machine()).configFiles)).toEqual(['.hive/hooks/a.sh'])
})

it('HIVE_HOME is looked at before the system’s folder, and not outside a home that was named', () => {
  const moved = join(home, 'moved')
  expect(dataFolders(machine({ HIVE_HOME: moved })).slice(0, 4)).toEqual(
    ['.hive-ai', '.hive', 'moved', '.config/hive'].map((name) => join(home, name)),
  )
  expect(dataFolders(machine({ HIVE_HOME: '/elsewhere' })).join()).not.toContain('elsewhere')
  expect(dataFolders(machine({ HIVE_HOME: '/elsewhere' }, false))).toContain('/elsewhere')
  expect(dataFolders(machine({ HIVE_HOME: join(home, '.hive') }))).toEqual(dataFolders(machine()))
})

it('HIVE_DEFAULT_PROFILE speaks of the user’s own home only', () => {
  expect(defaultProfile(machine({ HIVE_DEFAULT_PROFILE: 'fast' }, false))).toBe('fast')
  expect(defaultProfile(machine({ HIVE_DEFAULT_PROFILE: 'fast' }, true))).toBeNull()
  expect(defaultProfile(machine({ HIVE_DEFAULT_PROFILE: '' }, false))).toBeNull()
})

it('T39: both homes of Windows, and the folders of its logs', () => {
  const windows: Environment = { ...machine(), platform: 'win32', home: 'C:\\Users\\ann' }
  expect(dataFolders(windows)).toEqual(
    expect.arrayContaining(['C:\\Users\\ann\\.hive', 'C:\\Users\\ann\\AppData\\Roaming\\hive', 'C:\\Users\\ann\\AppData\\Roaming\\HiveTechs\\HiveAI']), // prettier-ignore
  )
  expect(otherPlaces(windows).map(({ path }) => path)).toContain(
    'C:\\Users\\ann\\AppData\\Local\\HiveTechs\\HiveAI\\Logs',
  )
  const mac: Environment = { ...machine(), platform: 'darwin', home: '/Users/ann' }
  expect(otherPlaces(mac).map(({ path }) => path)).toContain('/Users/ann/Library/Caches/HiveAI')
})

it.each([
  ['/home/ann/.hive', true],
  ['/home/ann/.hive-ai', true],
  ['/home/ann/.hive/data', true],
  ['C:\\Users\\ann\\.hive-ai', true],
  ['C:\\Users\\ann\\AppData\\Roaming\\HiveTechs\\HiveAI', true],
  ['/home/ann/.config/hive', true],
  ['/home/ann/beehive', false],
  ['/home/ann/.hives', false],
  ['/home/ann/data', false],
])('%s is a folder of Hive’s own: %s', (path, own) => {
  expect(isHivesOwn(path)).toBe(own)
})
