import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { lostSettings } from '../../support/lost-settings.js'

export default defineCase({
  title:
    'Settings of files beside a database with settings of its own: the database’s rows stay, what the files say otherwise is carried',
  traps: ['T18', 'T34'],
  home: (home) => {
    home.old(unified({ count: 2 }))
    home.write('.hive-ai/config.json', {
      ...{ openrouter_api_key: 'sk-or-v1-case-of-the-file', license_key: 'HIVE-1111-1111-1111-1111' },
      ...{ consensus_profile: 'My own four', preferences: { a: 1 } },
      custom_profiles: [
        { name: 'Mine', models: { generator: 'a/a', refiner: 'gpt-4', validator: 'a/a', curator: 'a/a' } },
      ],
    })
  },
  expect: {
    look: ({ home, target, all, value }) => {
      const key = (name: string) => value('SELECT value FROM configurations WHERE key = ?', name)
      expect(key('openrouter_api_key')).toBe('sk-or-v1-case-not-a-real-key')
      expect(key('hive_license_key')).toBe('HIVE-1111-1111-1111-1111')
      expect(value('SELECT value FROM legacy_config WHERE pointer = ?', '/openrouter_api_key')).toBe(
        '"sk-or-v1-case-of-the-file"',
      )
      expect(value(`SELECT value FROM settings WHERE key = 'preferences.a'`)).toBe('1')
      expect(value(`SELECT value FROM consensus_settings WHERE key = 'active_profile_id'`)).toBe('mine')
      expect(all(`SELECT id, generator_model FROM consensus_profiles WHERE profile_name = 'Mine'`)).toEqual([
        ['mine-2', 'a/a'],
      ])
      expect(lostSettings([home.path('.hive-ai/config.json')], target, home.path('.hive/config.toml'))).toEqual([])
    },
  },
})
