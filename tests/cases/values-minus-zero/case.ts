import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Minus zero in columns without a type, on its way to REAL columns',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) =>
        redeclare(db, 'conversation_keywords', 'id INTEGER PRIMARY KEY, conversation_id, keyword, frequency, weight'),
      `INSERT INTO conversation_keywords (conversation_id, keyword, frequency, weight) VALUES ('conv_001', 'zero', -0.0, -0.0), ('conv_001', 'tiny', 1, -4.9e-324)`,
    ),
  expect: {
    look: ({ all }) =>
      expect(all(`SELECT column_name, rule, typeof(before), typeof(after) FROM migration_repairs WHERE before = 0 ORDER BY 1`)).toEqual([
        ['frequency', 'type of the new column', 'real', 'integer'],
        ['weight', 'type of the new column', 'real', 'real'],
      ]), // prettier-ignore
  },
})
