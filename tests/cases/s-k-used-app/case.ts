import { defineCase } from '../../support/case/define.js'
import { newApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'S-K: the desktop app’s own database of another machine, as a source',
  home: (home) => home.database('old/hive-ai.db', newApp({ count: 3 })),
  quick: { from: 'old/hive-ai.db' },
  expect: { shapes: ['S-K'], books: { conversations: { read: 3, migrated: 3 }, messages: { read: 6, migrated: 6 } } },
})
