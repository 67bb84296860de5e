import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { lostSettings } from '../../support/lost-settings.js'

export default defineCase({
  title:
    'A flat config.json (J2, and the flat extras): settings go to their places, what only the old Hive knew is carried',
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.json', {
      ...{ version: '1.7.0', install_date: '2025-01-02', total_cost: 12.5, openrouter_api_key: 'sk-or-v1-case-flat' },
      ...{ consensus_profile: 'balanced', default_model: 'gpt-4', cost_limits: { daily: 5, per_month: 50.0 } },
      ...{ preferences: { theme: 'dark', panes: [1, 2] }, trust_mode: 'strict', database_path: '~/old.db' },
      ...{ allowed_directories: ['~/a'], blocked_directories: [], legacy_mode: true, debug_verbose: false },
      ...{
        generator_model: 'gpt-4',
        refiner_model: 'claude-3-opus',
        validator_model: 'gemini-pro',
        curator_model: 'my/own',
      },
    })
  },
  expect: {
    look: ({ home, target, all }) => {
      expect(all('SELECT key, value FROM settings ORDER BY key')).toEqual([
        ['consensus.default_model', 'gpt-4'],
        ['cost_limits.daily', '5'],
        ['cost_limits.per_month', '50'],
        ['preferences.panes', '[1,2]'],
        ['preferences.theme', 'dark'],
        ['security.allowed_directories', '["~/a"]'],
        ['security.blocked_directories', '[]'],
      ])
      expect(all('SELECT * FROM consensus_profiles').map((row) => row.slice(1, 6))).toEqual([
        ['Migrated settings', 'openai/gpt-4', 'anthropic/claude-3-opus', 'google/gemini-pro', 'my/own'],
      ])
      // There is no profile "balanced": the four models that the file works with are active.
      expect(all('SELECT value FROM consensus_settings')).toEqual([['migrated-settings']])
      expect(home.read('.hive/config.toml').toString()).toContain('trust_mode = "strict"')
      expect(lostSettings([home.path('.hive/config.json')], target, home.path('.hive/config.toml'))).toEqual([])
    },
  },
})
