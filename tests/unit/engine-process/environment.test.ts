import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { currentEnvironment, stateHome } from '../../../src-main/engine-process/environment.js'

describe('the state folder', () => {
  it.each([
    ['linux', '/home/a', {}, '/home/a/.local/share/hive-migrate'],
    ['linux', '/home/a', { XDG_DATA_HOME: '/data' }, '/data/hive-migrate'],
    ['linux', '/home/a', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/hive-migrate'],
    ['darwin', '/Users/a', {}, '/Users/a/Library/Application Support/hive-migrate'],
    ['win32', 'C:\\Users\\a', {}, 'C:\\Users\\a\\AppData\\Local\\hive-migrate'],
    ['win32', 'C:\\Users\\a', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\hive-migrate'],
  ] as const)('on %s for %s with %j is %s', (platform, home, env, expected) => {
    expect(stateHome(platform, home, env)).toBe(expected)
  })

  it('is what HIVE_MIGRATE_HOME says, wherever', () => {
    expect(stateHome('linux', '/home/a', { HIVE_MIGRATE_HOME: '/state' })).toBe(resolve('/state'))
  })
})

describe('the environment', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('says how the person writes, by the variables of the terminal', () => {
    vi.stubEnv('LC_ALL', 'de_CH.UTF-8')
    expect(currentEnvironment().locale).toBe('de-CH')
    vi.stubEnv('LC_ALL', 'C')
    expect(currentEnvironment().locale).toBeUndefined()
  })

  it('knows whether the home was given, and keeps the state in the real one', () => {
    const given = currentEnvironment({ home: '/other' })
    expect([given.home, given.homeGiven]).toEqual([resolve('/other'), true])
    expect(given.stateHome).toBe(currentEnvironment().stateHome)
    expect(currentEnvironment()).toMatchObject({ home: homedir(), homeGiven: false })
  })
})
