import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Two files say different things of one conversation: one has the place, the other is kept',
  traps: ['T6'],
  home: (home) => {
    home.old(knowledge({ count: 2 }))
    home.copy(oldPath, '.hive/data/conversations.db')
    home.database(
      '.hive/data/conversations.db',
      `UPDATE conversations SET question = 'Another question', profile_id = NULL`,
      conversation({ id: 'only-here' }),
    )
  },
  expect: { look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(3) },
})
