import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A sound knowledge database moves whole, each value to its own place',
  home: (home) => home.old(knowledge({ count: 4 })),
  quick: { validation: 'strict' },
  expect: {
    shapes: ['S-B'],
    books: { conversations: { read: 4, migrated: 4 }, stage_outputs: { read: 16, migrated: 16 } },
    repairs: {},
    look: ({ result, value }) => {
      expect(result.totals.migrated).toBe(result.totals.read)
      expect(value('SELECT count(*) FROM messages')).toBe(8)
    },
  },
})
