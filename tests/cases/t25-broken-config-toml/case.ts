import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A config.toml that is no TOML is replaced by a complete one, and comes back with the rollback',
  traps: ['T25'],
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/config.toml', '[consensus\nstreaming = = true')
  },
  expect: {
    look: ({ home, result }) => {
      expect(home.read('.hive/config.toml').toString()).toContain('[repository_discovery]')
      expect(result.warnings.join()).toContain('config.toml')
    },
  },
})
