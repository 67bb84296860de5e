import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The user’s own profiles keep their ids, names and models, and the active one stays active',
  traps: ['T34'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 })),
  expect: {
    look: ({ all }) => {
      expect(all(`SELECT profile_name, created_at FROM consensus_profiles WHERE id = 'mine'`)).toEqual([
        ['My own four', '2025-02-01 09:00:00'],
      ])
      expect(all(`SELECT value FROM consensus_settings WHERE key = 'active_profile_id'`)).toEqual([['mine']])
    },
  },
})
