import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Each conversation counts in the app’s dashboard, on its own day and never today',
  traps: ['T17'],
  home: (home) => home.old(knowledge({ count: 3 }), conversation({ id: 'undated' })),
  expect: {
    look: ({ all }) => {
      expect(all('SELECT DISTINCT user_id FROM conversation_usage')).toEqual([['3034c561-e193-4968-a575-f1b165d31a5b']])
      expect(
        all(
          'SELECT c.id FROM conversations AS c JOIN conversation_usage AS u ON u.conversation_id = c.id WHERE u.timestamp IS c.created_at',
        ),
      ).toHaveLength(4)
    },
  },
})
