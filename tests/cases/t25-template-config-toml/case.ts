import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

/** The template of early releases (J4, facts 1.9), which the new Hive cannot load. */
const template = `
[llm]
api_endpoint = "https://openrouter.ai/api/v1"
timeout_seconds = 60

[consensus]
profile = "elite"
streaming = false
[consensus.models]
generator = "claude-3-opus"
refiner = "gpt-4-turbo"
validator = "claude-3-opus"
curator = "gpt-4o"
[consensus.temperature]
generator = 0.7
curator = 0.2

[performance]
cache_size = "1GB"
max_workers = 4

[security]
telemetry = true
secure_storage = true
trust_directories = ["~/work"]
blocked_directories = []

[languages.rust]
enabled = true

[logging]
level = "debug"
`

export default defineCase({
  title: 'The template of config.toml of early releases: completed, with its own settings and profile',
  traps: ['T25'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.toml', template)
  },
  expect: {
    look: async ({ home, engine, all, value, result }) => {
      const now = home.read('.hive/config.toml').toString()
      for (const line of [
        'cache_size = "1GB"',
        'max_workers = 4',
        'telemetry = true',
        'level = "debug"',
        '[languages.rust]',
        'api_endpoint = "https://openrouter.ai/api/v1"',
        'enable_wal = true',
      ])
        // prettier-ignore
        expect(now).toContain(line)
      expect(now).toMatch(/\[consensus\.streaming\]\nenabled = false/)
      expect(all('SELECT generator_model, refiner_model, curator_model FROM consensus_profiles')).toEqual([
        ['anthropic/claude-3-opus', 'openai/gpt-4-turbo', 'openai/gpt-4o'],
      ])
      expect(value('SELECT value FROM consensus_settings')).toBe('migrated-settings')
      expect(all('SELECT key, value FROM settings ORDER BY key')).toEqual([
        ['security.allowed_directories', '["~/work"]'],
        ['security.blocked_directories', '[]'],
      ])
      expect(value(`SELECT value FROM legacy_config WHERE pointer = ''`)).toBe(template)
      expect(value(`SELECT value FROM legacy_config WHERE pointer = '/consensus/temperature/curator'`)).toBe('0.2')
      expect(result.warnings.join()).toContain('consensus.streaming')
      // In place there is a file of the new Hive now: it is listed as that, and nothing of it is moved again.
      const [install] = (await engine.analyze({})).installs
      expect(install?.configFiles).toMatchObject([{ shape: 'new-hive' }])
    },
  },
})
