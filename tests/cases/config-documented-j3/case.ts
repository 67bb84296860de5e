import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { lostSettings } from '../../support/lost-settings.js'

export default defineCase({
  title: 'The config.json of the documentation (J3): profile, streaming, models and providers',
  traps: ['T18'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.json', {
      consensus: { profile: 'Mine', streaming: false },
      models: {
        generator: 'gpt-4-turbo-2024-04-09',
        refiner: 'gpt-4',
        validator: 'gemini-1.5-pro',
        curator: 'grok-3-beta',
      },
      providers: {
        openrouter: { apiKey: 'sk-or-v1-case-nested' },
        anthropic: { apiKey: 'sk-ant-case' },
        openai: { apiKey: 'sk-case-openai-direct', organisation: 'o' },
      },
      openrouter_api_key: 'sk-or-v1-case-flat-loses',
      custom_profiles: [
        { name: 'Mine', models: { generator: 'a/a', refiner: 'a/a', validator: 'a/a', curator: 'a/a' } },
      ],
    })
  },
  expect: {
    look: ({ home, target, all, value }) => {
      expect(all('SELECT key, value FROM configurations ORDER BY key')).toEqual([
        ['anthropic_api_key', 'sk-ant-case'],
        ['openrouter_api_key', 'sk-or-v1-case-nested'],
      ])
      // The most specific key wins; the other is carried, and so is a key of a provider that the new Hive does not ask.
      const carried = (pointer: string) => value(`SELECT value FROM legacy_config WHERE pointer = ?`, pointer)
      expect(carried('/openrouter_api_key')).toBe('"sk-or-v1-case-flat-loses"')
      expect(carried('/providers/openai/apiKey')).toBe('"sk-case-openai-direct"')
      expect(
        all('SELECT generator_model, validator_model, curator_model FROM consensus_profiles ORDER BY rowid'),
      ).toEqual([
        ['openai/gpt-4-turbo', 'google/gemini-pro-1.5', 'x-ai/grok-3-beta'],
        ['a/a', 'a/a', 'a/a'],
      ])
      expect(value('SELECT value FROM consensus_settings')).toBe('mine')
      expect(home.read('.hive/config.toml').toString()).toMatch(/\[consensus\.streaming\]\nenabled = false/)
      expect(lostSettings([home.path('.hive/config.json')], target, home.path('.hive/config.toml'))).toEqual([])
    },
  },
})
