import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The new messages table has its timestamp from the beginning, which the app could not add later',
  traps: ['T30'],
  home: (home) => home.old(knowledge({ count: 2 })),
  expect: {
    look: ({ all }) => expect(all('SELECT count(*), count(timestamp) FROM messages')).toEqual([[4, 4]]),
  },
})
