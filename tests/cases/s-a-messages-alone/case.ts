import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'S-A without knowledge rows: question and answer are the first user message and the curator’s last one',
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 2, knowledge: false })),
  expect: {
    look: ({ all }) =>
      expect(
        all(
          'SELECT c.id FROM conversations AS c JOIN messages AS q ON q.conversation_id = c.id AND q.content = c.question WHERE q.role = ? AND c.final_answer IS NOT NULL',
          'user',
        ),
      ).toHaveLength(2),
  },
})
