import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The unified database of 31 tables: every table with rows, every value found',
  home: (home) => home.database('.hive/hive-ai.db', unified({ count: 4 })),
  quick: { validation: 'strict' },
  expect: {
    sources: ['.hive/hive-ai.db'],
    shapes: ['S-A'],
    books: { conversations: { read: 4, migrated: 4 }, messages: { read: 20, migrated: 20 } },
    look: ({ all }) => {
      expect(all('SELECT count(*) FROM knowledge_conversations')).toEqual([[4]])
      // Questions and curators' answers keep their ids in messages, all stages are in stage_outputs (design 4).
      expect(all('SELECT role, count(*) FROM messages GROUP BY role ORDER BY role')).toEqual([
        ['assistant', 4],
        ['user', 4],
      ])
      expect(all('SELECT count(*), count(full_output) FROM stage_outputs')).toEqual([[16, 16]])
      expect(
        all('SELECT count(*) FROM conversations WHERE total_tokens_input = 2228 AND question IS NOT NULL'),
      ).toEqual([[4]])
    },
  },
})
