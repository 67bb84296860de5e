import { defineCase } from '../../support/case/define.js'
import { create } from '../../support/case/sql.js'
import { knowledgeTables, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'An old database with two of its tables moves; the reference aborts at the first missing one',
  home: (home) => {
    const { conversations: talks, conversation_keywords } = knowledgeTables()
    home.old(create({ conversations: talks, conversation_keywords }), conversation({ id: 'only' }))
  },
  expect: { shapes: ['S-B'], books: { conversations: { read: 1, migrated: 1 } } },
})
