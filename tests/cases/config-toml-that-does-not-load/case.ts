import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const before = `[openrouter]
api_key = "sk-or-v1-case-in-toml"
base_url = "https://example.org/api"

[cloudflare]
account_id = "a"

[license]
key = 5

[consensus]
timeout_seconds = -1

[repository_discovery]
scan_paths = [1]
max_repositories = "many"

[logging]
file = false
level = "trace"
`

export default defineCase({
  title: 'Keys of config.toml that would keep the new Hive from starting give way, one by one; the rest stays',
  traps: ['T25'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.toml', before)
  },
  expect: {
    look: ({ home, result, value }) => {
      const now = home.read('.hive/config.toml').toString()
      for (const line of [
        'api_key = "sk-or-v1-case-in-toml"',
        'base_url = "https://example.org/api"',
        'max_retries = 3',
        'level = "trace"',
      ])
        // prettier-ignore
        expect(now).toContain(line)
      expect(now).toMatch(/\[consensus\]\ntimeout_seconds = 300/)
      expect(now).not.toMatch(/cloudflare|file =|key = 5|scan_paths = \[ ?1|many/)
      const [warning = ''] = result.warnings
      for (const key of [
        'cloudflare',
        'license.key',
        'consensus.timeout_seconds',
        'scan_paths',
        'max_repositories',
        'logging.file',
      ])
        // prettier-ignore
        expect(warning).toContain(key)
      expect(value(`SELECT value FROM legacy_config WHERE pointer = ''`)).toBe(before)
      expect(value(`SELECT value FROM legacy_config WHERE pointer = '/cloudflare/account_id'`)).toBe('"a"')
      expect(value(`SELECT value FROM configurations WHERE key = 'openrouter_api_key'`)).toBe('sk-or-v1-case-in-toml')
    },
  },
})
