import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Conversations without an id get one that is the same in every run, with a record',
  traps: ['T7'],
  home: (home) =>
    home.old(knowledge(), conversation({ id: null, question: 'one' }), conversation({ id: null, question: 'two' })),
  expect: {
    books: { conversations: { read: 5, migrated: 5, repaired: 2, quarantined: 0 } },
    look: ({ all }) => expect(all(`SELECT count(*), count(DISTINCT id) FROM conversations`)).toEqual([[5, 5]]),
  },
})
