import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'A profile with the id of one of the ten expert profiles keeps the user’s own models',
  traps: ['T34', 'T45'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 1 }),
      `UPDATE consensus_profiles SET id = 'enterprise-grade', generator_model = 'my/own' WHERE id = 'mine'`,
    ),
  expect: {
    look: ({ value }) =>
      expect(value(`SELECT generator_model FROM consensus_profiles WHERE id = 'enterprise-grade'`)).toBe('my/own'),
  },
})
