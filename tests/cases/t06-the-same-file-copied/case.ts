import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A copy of the database in another folder: nothing is doubled, nothing is lost',
  traps: ['T6'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.copy(oldPath, '.hive/data/conversations.db')
  },
  expect: {
    look: ({ all }) =>
      expect(all('SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM messages)')).toEqual([[3, 6]]),
  },
})
