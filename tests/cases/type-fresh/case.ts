import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { structuredConfig } from '../../support/case/shapes/config.js'

export default defineCase({
  title: 'Fresh: settings and profiles only; the history is left, and archived in the backup',
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/config.json', structuredConfig)
  },
  quick: { type: 'fresh' },
  expect: {
    sources: [],
    books: { conversations: { read: 3, migrated: 0, left: 3 } },
    look: ({ all }) => {
      expect(all('SELECT count(*) FROM conversations')).toEqual([[0]])
      expect(all('SELECT count(*) FROM consensus_profiles')).not.toEqual([[0]])
    },
  },
})
