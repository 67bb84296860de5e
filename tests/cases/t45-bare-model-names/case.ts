import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Bare model names of config.json become ids of OpenRouter; what nobody knows stays as the user wrote it',
  traps: ['T45'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.json', {
      custom_profiles: [
        {
          name: 'Mine',
          models: { generator: 'gpt-4', refiner: 'claude-3-opus', validator: 'my-own-model', curator: 'openai/gpt-4o' },
        },
      ],
    })
  },
  expect: {
    look: ({ all }) =>
      expect(
        all('SELECT generator_model, refiner_model, validator_model, curator_model FROM consensus_profiles'),
      ).toEqual([['openai/gpt-4', 'anthropic/claude-3-opus', 'my-own-model', 'openai/gpt-4o']]),
  },
})
