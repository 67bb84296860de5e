import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { rustCore } from '../../support/case/shapes/s-g.js'

export default defineCase({
  title: 'S-G: the 17 tables of core/schema.rs',
  home: (home) => home.database('.hive-ai/hive-ai.db', rustCore({ count: 3 })),
  quick: { validation: 'paranoid' },
  expect: {
    shapes: ['S-G'],
    books: { conversations: { read: 3, migrated: 3 } },
    look: ({ all }) =>
      expect(all('SELECT role, count(*) FROM messages GROUP BY role ORDER BY role')).toEqual([
        ['assistant', 3],
        ['user', 3],
      ]),
  },
})
