import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'Short model names in profiles become ids of OpenRouter, with a record of the name before',
  traps: ['T45'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 1 }),
      `UPDATE consensus_profiles SET generator_model = 'claude-3-opus', refiner_model = 'something-unknown' WHERE id = 'mine'`,
    ),
  expect: {
    look: ({ all }) => {
      expect(all(`SELECT generator_model, refiner_model FROM consensus_profiles WHERE id = 'mine'`)).toEqual([
        ['anthropic/claude-3-opus', 'something-unknown'],
      ])
      expect(all(`SELECT before FROM migration_repairs WHERE table_name = 'consensus_profiles'`)).toEqual([
        ['claude-3-opus'],
      ])
    },
  },
})
