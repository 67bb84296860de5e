import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'A key that is stored encrypted cannot be read: it is set aside and asked for again',
  traps: ['T18'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 1 }),
      `UPDATE configurations SET encrypted = 1, value = 'c2VjcmV0' WHERE key = 'openrouter_api_key'`,
    ),
  expect: {
    quarantined: 1,
    books: { configurations: { read: 2, migrated: 1, quarantined: 1 } },
    look: ({ all, result }) => {
      expect(all(`SELECT key FROM configurations`)).toEqual([['show_costs']])
      expect(JSON.stringify(result)).not.toContain('c2VjcmV0')
    },
  },
})
