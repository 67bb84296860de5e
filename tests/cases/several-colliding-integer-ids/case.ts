import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Topics 1 to N of two files: no number is given twice, and each changed one is recorded',
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.database('.hive/data/conversations.db', knowledge({ count: 3, prefix: 'other_' }))
  },
  expect: {
    look: ({ all }) => {
      expect(all('SELECT count(*), count(DISTINCT id) FROM conversation_topics')).toEqual([[6, 6]])
      expect(
        all(
          `SELECT seq >= (SELECT max(id) FROM conversation_topics) FROM sqlite_sequence WHERE name = 'conversation_topics'`,
        ),
      ).toEqual([[1]])
    },
  },
})
