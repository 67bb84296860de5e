import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A new app that was started and never used is replaced, and comes back with the rollback',
  traps: ['T38'],
  home: (home) => {
    home.old(knowledge())
    home.appStarted()
  },
  expect: {
    books: { conversations: { read: 3, migrated: 3, left: 0 } },
    // It is replaced, not merged into: what the app wrote by itself is written by it again.
    look: ({ all }) => expect(all(`SELECT id FROM users WHERE id = 'default'`)).toEqual([]),
  },
})
