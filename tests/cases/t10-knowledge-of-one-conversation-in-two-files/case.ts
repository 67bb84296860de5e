import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title:
    'Two files know different things of one conversation under different numbers: one row has the place, the other is carried',
  traps: ['T6', 'T10'],
  home: (home) => {
    home.old(knowledge({ count: 4 }), `UPDATE knowledge_conversations SET id = 40 WHERE conversation_id = 'conv_003'`)
    home.database('.hive.backup/hive-ai.db', knowledge({ count: 3 }), `UPDATE knowledge_conversations SET final_answer = 'another' WHERE conversation_id = 'conv_003'`) // prettier-ignore
  },
  expect: {
    look: ({ all }) =>
      expect(
        all(
          `SELECT conversation_id, count(*) FROM knowledge_conversations WHERE conversation_id = 'conv_003' GROUP BY 1`,
        ),
      ).toEqual([['conv_003', 1]]),
  },
})
