import { defineCase } from '../../support/case/define.js'
import { unified, inUnified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'Decoration by defaults in double quotes (`"100"`, `"High"`) is read and kept apart from measurements',
  traps: ['T40'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 }), inUnified({ id: 'plain' })),
  expect: { books: { conversations: { read: 2, migrated: 2 } } },
})
