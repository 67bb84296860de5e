import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Several knowledge rows of one conversation: the newest has the place, the others are carried whole',
  traps: ['T37'],
  home: (home) =>
    home.old(
      knowledge(),
      insert('knowledge_conversations', [
        {
          conversation_id: 'conv_001',
          question: 'old',
          final_answer: 'old',
          source_of_truth: 'old',
          created_at: '1999-01-01',
        },
        {
          conversation_id: 'conv_001',
          question: 'new',
          final_answer: 'new',
          source_of_truth: 'new',
          created_at: '2035-01-01',
        },
        { conversation_id: 'conv_001', question: 'undated', final_answer: 'x', source_of_truth: 'y', created_at: null },
      ]),
    ),
  expect: {
    books: { knowledge_conversations: { read: 6, migrated: 3, carried: 3 } },
    look: ({ all }) =>
      expect(all(`SELECT question FROM knowledge_conversations WHERE conversation_id = 'conv_001'`)).toEqual([['new']]),
  },
})
