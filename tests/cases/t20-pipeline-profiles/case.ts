import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'A pipeline profile names its models by numbers: they are resolved while the old catalogue is there',
  traps: ['T20'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 })),
  expect: {
    look: ({ all }) =>
      expect(
        all(
          `SELECT generator_model, refiner_model, validator_model, curator_model FROM consensus_profiles WHERE profile_name = 'Careful'`,
        ),
      ).toEqual([['openai/gpt-4', 'anthropic/claude-3-opus', 'google/gemini-pro', 'x-ai/grok-3-beta']]),
  },
})
