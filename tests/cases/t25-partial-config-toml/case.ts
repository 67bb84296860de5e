import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A partial config.toml, which the new Hive cannot load, is completed; its own values win',
  traps: ['T25'],
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/config.toml', '[consensus]\ntimeout_seconds = 7\n\n[mine]\nkey = "kept"\n')
  },
  expect: {
    look: ({ home }) => {
      const now = home.read('.hive/config.toml').toString()
      for (const part of ['timeout_seconds = 7', 'key = "kept"', '[core_dirs]', 'cache_ttl_seconds'])
        expect(now).toContain(part)
    },
  },
})
