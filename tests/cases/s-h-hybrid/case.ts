import { defineCase } from '../../support/case/define.js'
import { hybrid } from '../../support/case/shapes/s-h.js'

export default defineCase({
  title: 'S-H: what a developer’s database of July 2025 looked like',
  home: (home) => home.database('.hive-ai/hive-ai.db', hybrid({ count: 3 })),
  quick: { validation: 'paranoid' },
  expect: { shapes: ['S-H'], books: { conversations: { read: 3, migrated: 3 } } },
})
