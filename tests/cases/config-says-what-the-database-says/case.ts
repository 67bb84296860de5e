import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title:
    'A key that config.json and a user’s row of the database hold alike: the row stays the user’s, and it is no difference',
  traps: ['T18'],
  home: (home) => {
    home.old(unified({ count: 2 }))
    home.write('.hive-ai/config.json', { openrouter_api_key: 'sk-or-v1-case-not-a-real-key' })
  },
  quick: { validation: 'paranoid' },
  expect: {
    look: ({ all }) => {
      expect(all(`SELECT value, user_id FROM configurations WHERE key = 'openrouter_api_key'`)).toEqual([
        ['sk-or-v1-case-not-a-real-key', 'user-1'],
      ])
      expect(all(`SELECT pointer FROM legacy_config WHERE pointer <> ''`)).toEqual([])
    },
  },
})
