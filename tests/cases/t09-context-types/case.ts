import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A context type and a thread type that are none of the known ones',
  traps: ['T9'],
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      insert('conversation_context', [
        { conversation_id: 'conv_001', referenced_conversation_id: 'conv_002', context_type: 'guessed' },
        { conversation_id: 'conv_001', referenced_conversation_id: 'conv_002', context_type: null },
      ]),
      insert('conversation_threads', [
        { child_conversation_id: 'conv_001', parent_conversation_id: 'conv_002', thread_type: 'Follow_Up' },
      ]),
    ),
  expect: {
    books: { conversation_context: { migrated: 2, quarantined: 1 }, conversation_threads: { quarantined: 1 } },
    quarantined: 2,
  },
})
