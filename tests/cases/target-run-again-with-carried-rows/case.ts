import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { conversation, knowledge } from '../../support/case/shapes/s-b.js'

const rest = { question: 'old', final_answer: 'old', source_of_truth: 'old', created_at: '1999-01-01' }

export default defineCase({
  title: 'Rows that the first run carried whole are there in the next one, and the books say so',
  traps: ['T37'],
  home: (home) =>
    home.old(knowledge({ count: 2 }), insert('knowledge_conversations', [{ conversation_id: 'conv_001', ...rest }])),
  expect: {
    books: { knowledge_conversations: { carried: 1 } },
    afterwards: async ({ home, migrate, check }) => {
      const books = ({ tables }: Awaited<ReturnType<typeof migrate>>) =>
        tables.find(({ name }) => name === 'knowledge_conversations')
      check(await migrate())
      home.old(
        conversation({ id: 'later', question: 'One more' }),
        insert('knowledge_conversations', [{ conversation_id: 'conv_002', ...rest }]),
      )
      const again = await migrate()
      check(again)
      expect(books(again)).toMatchObject({ read: 4, migrated: 0, carried: 1, left: 3 })
      expect(again.totals.migrated).toBe(1)
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    },
  },
})
