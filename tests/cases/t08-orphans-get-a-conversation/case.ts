import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { insert } from '../../support/case/sql.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Rows of conversations that are not there get a placeholder and stay usable',
  traps: ['T8'],
  home: (home) =>
    home.old(
      knowledge(),
      stageOutput({ id: 'orphan', conversation_id: 'nowhere', full_output: 'kept' }),
      insert('conversation_topics', [{ conversation_id: 'nowhere', topic: 'lost' }]),
    ),
  expect: {
    books: { stage_outputs: { read: 13, migrated: 13 }, conversation_topics: { read: 4, migrated: 4 } },
    look: ({ all }) => expect(all(`SELECT count(*) FROM conversations WHERE id = 'nowhere'`)).toEqual([[1]]),
  },
})
