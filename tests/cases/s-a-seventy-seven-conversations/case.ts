import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The developer’s database of July 2025: 77 conversations, two with costs',
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 77 }),
      `UPDATE conversations SET total_cost = 0, input_tokens = 0, output_tokens = 0 WHERE rowid > 2`,
    ),
  expect: { books: { conversations: { read: 77, migrated: 77 } } },
})
