import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'After a row with the highest possible id the new Hive can still add rows',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `INSERT INTO conversation_keywords (id, conversation_id, keyword) VALUES (9223372036854775807, 'conv_001', 'top')`,
    ),
  expect: {
    books: { conversation_keywords: { repaired: 1, quarantined: 0 } },
    repairs: { 'new number': 1 },
    look: ({ all }) =>
      expect(all(`SELECT CAST(before AS TEXT), after = (SELECT id FROM conversation_keywords WHERE keyword = 'top')
        FROM migration_repairs WHERE rule = 'new number'`)).toEqual([['9223372036854775807', 1]]), // prettier-ignore
  },
})
