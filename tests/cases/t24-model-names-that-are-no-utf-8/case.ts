import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'A model’s name that is no valid text, or none at all, stays what it is to the byte',
  traps: ['T24', 'T45'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 1 }),
      `UPDATE consensus_profiles SET generator_model = CAST(x'ff41c3' AS TEXT), refiner_model = x'00ff',
         validator_model = CAST('OpenAI:' || x'ff' AS TEXT), curator_model = 'own' || char(0) || 'one' WHERE id = 'mine'`,
    ),
  expect: {
    look: ({ all }) =>
      expect(
        all(`SELECT hex(generator_model), typeof(refiner_model), hex(validator_model), hex(curator_model)
          FROM consensus_profiles WHERE id = 'mine'`),
      ).toEqual([['FF41C3', 'blob', '4F70656E41493AFF', '6F776E006F6E65']]),
  },
})
