import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The app’s trigger that rewrites parent_message_id does not touch what is moved',
  traps: ['T36', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.appStarted()
  },
  expect: {
    look: ({ all }) =>
      expect(
        all(`SELECT count(*) FROM messages AS a JOIN messages AS q ON q.id = a.parent_message_id
          WHERE a.role = 'assistant' AND q.role = 'user' AND q.conversation_id = a.conversation_id`),
      ).toEqual([[3]]),
  },
})
