import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const top = (conversation: string) =>
  `INSERT INTO conversation_keywords (id, conversation_id, keyword)
   VALUES (9223372036854775807, '${conversation}', 'top'), (9223372036854775806, '${conversation}', 'next')`

export default defineCase({
  title: 'The highest numbers of two files: all four rows get others, with a record, and the new Hive can go on',
  home: (home) => {
    home.old(knowledge({ count: 1 }), top('conv_001'))
    home.database('.hive/data/conversations.db', [...knowledge({ count: 1, prefix: 'other_' }), top('other_001')])
  },
  expect: {
    look: ({ all }) => {
      const rows = all(`SELECT conversation_id, keyword FROM conversation_keywords WHERE keyword IN ('top', 'next') ORDER BY 1, 2`) // prettier-ignore
      expect(rows).toEqual([
        ['conv_001', 'next'],
        ['conv_001', 'top'],
        ['other_001', 'next'],
        ['other_001', 'top'],
      ])
      expect(all(`SELECT max(id) < 1000 FROM conversation_keywords`)).toEqual([[1]])
      expect(
        all(`SELECT count(*) FROM migration_repairs WHERE rule = 'new number' AND before > 9223372036854775805`),
      ).toEqual([[4]])
    },
  },
})
