import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { lostSettings } from '../../support/lost-settings.js'

export default defineCase({
  title: 'Settings of files beside a new Hive that has settings: its own stay, what the files say otherwise is carried',
  traps: ['T38'],
  home: (home) => {
    home.old(knowledge({ count: 2 }))
    home.appStarted(
      `INSERT INTO configurations (key, value) VALUES ('openrouter_api_key', 'sk-or-v1-case-of-the-app')`,
      `INSERT INTO consensus_profiles (id, profile_name, generator_model, refiner_model, validator_model, curator_model)
       VALUES ('mine', 'Mine', 'n/n', 'n/n', 'n/n', 'n/n')`,
      `INSERT INTO consensus_settings (key, value) VALUES ('active_profile_id', 'mine')`,
    )
    home.write('.hive-ai/config.json', {
      openrouter_api_key: 'sk-or-v1-case-of-the-file',
      consensus_profile: 'Other',
      custom_profiles: [
        { name: 'Other', models: { generator: 'a/a', refiner: 'a/a', validator: 'a/a', curator: 'a/a' } },
      ],
    })
  },
  expect: {
    look: ({ home, target, all, value }) => {
      expect(all('SELECT key, value FROM configurations')).toEqual([['openrouter_api_key', 'sk-or-v1-case-of-the-app']])
      expect(value('SELECT value FROM consensus_settings')).toBe('mine')
      expect(all('SELECT id FROM consensus_profiles ORDER BY id')).toEqual([['mine'], ['other']])
      expect(lostSettings([home.path('.hive-ai/config.json')], target, home.path('.hive/config.toml'))).toEqual([])
    },
  },
})
