import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Only ~/.hive-ai/hive-ai-knowledge.db is there: the reference refuses this home, we do not',
  home: (home) => home.old(knowledge()),
  expect: { books: { conversations: { migrated: 3 } } },
})
