import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Conversations without an id, twice, keep every value',
  traps: ['T7'],
  home: (home) => home.old(knowledge(), conversation({ id: null, question: 'one' }), conversation({ id: null })),
  expect: { books: { conversations: { read: 5 } }, quarantined: 'any' },
})
