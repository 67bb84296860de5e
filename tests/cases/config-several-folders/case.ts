import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { lostSettings } from '../../support/lost-settings.js'

const files = {
  '.hive-ai/config.json': { license_key: 'HIVE-1111-1111-1111-1111', user_preferences: { a: 'from .hive-ai' } },
  '.hive/config.json': {
    license_key: 'HIVE-2222-2222-2222-2222',
    user_preferences: { a: 'from .hive', b: 'from .hive' },
  },
  'cfg/hive/config.json': { user_preferences: { a: 'from cfg', b: 'from cfg', c: 'from cfg' } },
  'moved/config.json': { user_preferences: { b: 'from moved', c: 'from moved' } },
  '.hive-ai/config/mine.json': { a: 'own', user_preferences: { d: 'own' }, license_key: 'HIVE-3333-3333-3333-3333' },
  '.hive/license.json': { key: 'HIVE-4444-4444-4444-4444' },
  '.hive-ai/.env': 'HIVE_LICENSE_KEY=HIVE-5555-5555-5555-5555\n',
}

export default defineCase({
  title: 'Settings of several folders are merged by a stated rule; what loses is carried',
  env: { XDG_CONFIG_HOME: '$HOME/cfg', HIVE_HOME: '$HOME/moved' },
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    for (const [path, content] of Object.entries(files)) home.write(path, content)
  },
  expect: {
    rewritten: ['moved/config.toml'],
    look: ({ home, target, all, value }) => {
      expect(all('SELECT key, value FROM settings ORDER BY key')).toEqual([
        ['preferences.a', 'from .hive-ai'],
        ['preferences.b', 'from .hive'],
        ['preferences.c', 'from moved'],
        ['preferences.d', 'own'],
      ])
      expect(all('SELECT key, value FROM configurations')).toEqual([['hive_license_key', 'HIVE-1111-1111-1111-1111']])
      expect(value('SELECT license_key FROM users')).toBe('HIVE-1111-1111-1111-1111')
      const json = Object.keys(files).filter((path) => path.endsWith('.json')) // prettier-ignore
      expect(lostSettings(json.map((path) => home.path(path)), target, home.path('moved/config.toml'))).toEqual([]) // prettier-ignore
      expect(value(`SELECT value FROM legacy_config WHERE pointer = '/HIVE_LICENSE_KEY'`)).toBe(
        '"HIVE-5555-5555-5555-5555"',
      )
    },
  },
})
