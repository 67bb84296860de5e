import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

const someday = (id: string) => `UPDATE conversations SET created_at = 'someday' WHERE id = '${id}'`

export default defineCase({
  title: 'A moment that nobody can read in one file is filled from the other, whichever comes first, and is kept',
  traps: ['T6', 'T12'],
  home: (home) => {
    home.database('.hive-ai/hive-ai.db', unified({ count: 2 }), someday('conv_001'))
    home.database('.hive/data/hive.db', unified({ count: 2 }), someday('conv_002'))
  },
  expect: {
    look: ({ all }) => {
      expect(all('SELECT id, created_at FROM conversations ORDER BY id')).toEqual([
        ['conv_001', '2025-03-04 10:07:00'],
        ['conv_002', '2025-03-07 10:14:00'],
      ])
      // Of the file that came first two records: what it said, and what the other one filled in.
      expect(
        all(
          `SELECT before, after FROM migration_repairs WHERE column_name = 'created_at' AND row_key GLOB 'conv_*' ORDER BY id`,
        ),
      ).toEqual([
        // prettier-ignore
        ['someday', null],
        [null, expect.stringMatching(/^2025-03-0[47] /)],
      ])
    },
  },
})
