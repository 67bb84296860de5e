import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'Several knowledge rows of one conversation, one without any: the newest by last_updated has the place',
  traps: ['T37'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 2 }),
      insert('knowledge_conversations', [
        {
          id: 'k-new',
          conversation_id: 'conv_001',
          question: 'newest',
          final_answer: 'n',
          source_of_truth: 'n',
          created_at: '2020-01-01',
          last_updated: '2035-01-01',
        },
        {
          id: 'k-old',
          conversation_id: 'conv_001',
          question: 'oldest',
          final_answer: 'o',
          source_of_truth: 'o',
          created_at: '2036-01-01',
          last_updated: '1999-01-01',
        },
        {
          id: null,
          conversation_id: null,
          question: 'nobody’s',
          final_answer: 'x',
          source_of_truth: 'x',
          last_updated: null,
        },
      ]),
    ),
  expect: {
    quarantined: 'any',
    look: ({ all }) =>
      expect(all(`SELECT question FROM knowledge_conversations WHERE conversation_id = 'conv_001'`)).toEqual([
        ['newest'],
      ]),
  },
})
