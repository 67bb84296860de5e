import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Rows of conversations that are not there, and rows of those rows, keep every value',
  traps: ['T8'],
  home: (home) =>
    home.old(
      knowledge(),
      stageOutput({ id: 'orphan', conversation_id: 'nowhere', full_output: 'kept' }),
      insert('stage_confidence', [
        { stage_output_id: 'orphan', confidence_score: 0.5 },
        { stage_output_id: 'gone', confidence_score: 0.25 },
      ]),
      insert('conversation_topics', [{ conversation_id: 'nowhere', topic: 'lost' }]),
      insert('knowledge_conversations', [
        { conversation_id: 'nowhere', question: 'q', final_answer: 'a', source_of_truth: 's' },
      ]),
    ),
  expect: { books: { stage_outputs: { read: 13 } }, quarantined: 'any' },
})
