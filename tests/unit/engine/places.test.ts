/** Where an old Hive may lie, on each of the three systems: pure, so that all of them are tested on any. */
import { describe, expect, it } from 'vitest'
import {
  dataFiles,
  dataFolders,
  databasePattern,
  defaultTarget,
  installFolders,
  packageFolders,
} from '../../../src-main/engine/detect/places.js'
import type { Environment } from '../../../src-main/engine/model/index.js'

const machine = (
  platform: Environment['platform'],
  home: string,
  env: Environment['env'] = {},
  homeGiven = false,
): Environment => {
  return { platform, home, homeGiven, env, stateHome: '/state', tmpdir: '/tmp' }
}
const linux = machine('linux', '/home/ann')
const mac = machine('darwin', '/Users/ann')
const windows = machine('win32', 'C:\\Users\\ann')

describe('folders', () => {
  it('Linux', () => {
    expect(dataFolders(linux).slice(0, 3)).toEqual(['/home/ann/.hive-ai', '/home/ann/.hive', '/home/ann/.config/hive'])
    expect(dataFolders(machine('linux', '/home/ann', { XDG_CONFIG_HOME: '/home/ann/cfg' }))).toContain(
      '/home/ann/cfg/hive',
    )
  })

  it('macOS', () => {
    const support = '/Users/ann/Library/Application Support'
    expect(dataFolders(mac)).toEqual(
      expect.arrayContaining(['/Users/ann/.hive-ai', `${support}/hive`, `${support}/electron-poc`]),
    )
  })

  it('Windows: both homes of its data, with its own separators', () => {
    const roaming = 'C:\\Users\\ann\\AppData\\Roaming'
    expect(dataFolders(windows)).toEqual(expect.arrayContaining(['C:\\Users\\ann\\.hive-ai', `${roaming}\\hive`, `${roaming}\\HiveTechs\\HiveAI`])) // prettier-ignore
    expect(dataFolders(machine('win32', 'C:\\Users\\ann', { APPDATA: 'D:\\Roaming' }))).toContain('D:\\Roaming\\hive')
  })

  it.each([linux, mac, windows])('are named once each and lie in the home ($platform)', (environment) => {
    const folders = dataFolders(environment)
    expect(new Set(folders).size).toBe(folders.length)
    for (const folder of folders) expect(folder.startsWith(environment.home)).toBe(true)
  })
})

describe('a home that was named', () => {
  it.each([
    ['a variable that points elsewhere is ignored', '/home/bob/cfg', '/home/ann/.config/hive'],
    ['also when its path begins alike', '/home/annabel/cfg', '/home/ann/.config/hive'],
    ['one inside it counts', '/home/ann/cfg', '/home/ann/cfg/hive'],
  ])('%s', (_, XDG_CONFIG_HOME, expected) => {
    expect(dataFolders(machine('linux', '/home/ann', { XDG_CONFIG_HOME }, true))[2]).toBe(expected)
  })

  it('HIVE_DB_PATH likewise', () => {
    const files = (path: string, given: boolean) =>
      dataFiles(machine('linux', '/home/ann', { HIVE_DB_PATH: path }, given))
    expect(files('/data/hive.db', false)).toEqual(['/data/hive.db', '/home/ann/.hive-ai.db'])
    expect(files('/data/hive.db', true)).toEqual(['/home/ann/.hive-ai.db'])
    expect(files('/home/ann/hive.db', true)).toContain('/home/ann/hive.db')
    expect(files('/home/ann/../bob/hive.db', true)).toEqual(['/home/ann/.hive-ai.db'])
  })

  it('on Windows likewise, folder by folder', () => {
    const env = { APPDATA: 'D:\\Bob', LOCALAPPDATA: 'D:\\Bob', HIVE_DB_PATH: 'D:\\Bob\\hive.db' }
    const given = machine('win32', 'C:\\Users\\ann', env, true)
    expect([...dataFolders(given), ...dataFiles(given), ...packageFolders(given)].join()).not.toContain('Bob')
    const own = machine('win32', 'C:\\Users\\ann', env)
    expect(dataFolders(own)).toContain('D:\\Bob\\HiveTechs\\HiveAI')
    expect(dataFiles(own)).toEqual(['D:\\Bob\\hive.db', 'C:\\Users\\ann\\.hive-ai.db'])
    expect(packageFolders(own)).toContain('D:\\Bob\\npm\\node_modules\\@hivetechs\\hive-ai')
  })

  it('the machine’s own packages are not its packages', () => {
    expect(packageFolders(linux)).toContain('/usr/local/lib/node_modules/@hivetechs/hive-ai')
    expect(packageFolders(machine('linux', '/home/ann', {}, true)).every((path) => path.startsWith('/home/ann'))).toBe(
      true,
    )
  })
})

it('the new database lies in .hive of the home', () => {
  expect([linux, mac, windows].map(defaultTarget)).toEqual(['/home/ann/.hive/hive-ai.db', '/Users/ann/.hive/hive-ai.db', 'C:\\Users\\ann\\.hive\\hive-ai.db']) // prettier-ignore
})

it('an install folder is looked at itself and in its known parts', () => {
  expect(installFolders('/x', 'linux')).toEqual(expect.arrayContaining(['/x', '/x/.hive-ai', '/x/.hive', '/x/storage']))
  expect(installFolders('C:\\x', 'win32')).toContain('C:\\x\\storage')
})

it.each([
  ['hive-ai.db', true],
  ['old.SQLITE', true],
  ['a.sqlite3', true],
  ['hive-ai.db-wal', false],
  ['hive-ai.db.migrating-1', false],
  ['db', false],
])('%s is a database by its name: %s', (name, expected) => {
  expect(databasePattern.test(name)).toBe(expected)
})
