import { defineCase } from '../../support/case/define.js'
import { rustCore } from '../../support/case/shapes/s-g.js'

export default defineCase({
  title: 'Messages that their table would delete with the conversation’s row are all there',
  traps: ['T11'],
  home: (home) => home.database('.hive-ai/hive-ai.db', rustCore({ count: 3 })),
  expect: { books: { conversation_messages: { read: 15, migrated: 15 }, conversation_memory: { read: 3 } } },
})
