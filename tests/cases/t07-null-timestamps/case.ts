import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Conversations without moments keep NULL: nothing says that they happened now',
  traps: ['T7'],
  home: (home) => home.old(knowledge(), conversation({ id: 'none', created_at: null, last_updated: null })),
  expect: {
    repairs: {},
    look: ({ all }) => {
      expect(all(`SELECT created_at, updated_at, last_updated FROM conversations WHERE id = 'none'`)).toEqual([
        [null, null, null],
      ])
      expect(all(`SELECT DISTINCT timestamp FROM messages WHERE conversation_id = 'none'`)).toEqual([[null]])
    },
  },
})
