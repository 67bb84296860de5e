import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { profilesOfSix } from '../../support/case/shapes/s-j.js'

export default defineCase({
  title: 'S-J: profiles with integer ids and models by number',
  traps: ['T16', 'T20'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 }), profilesOfSix()),
  quick: { validation: 'paranoid' },
  expect: {
    look: ({ all }) =>
      expect(
        all(`SELECT id, generator_model, curator_model FROM consensus_profiles WHERE profile_name = 'Of six'`),
      ).toEqual([['1', 'openai/gpt-4', 'x-ai/grok-3-beta']]),
  },
})
