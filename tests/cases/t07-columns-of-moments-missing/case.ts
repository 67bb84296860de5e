import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'An old database that tells no moments: they stay unknown, nothing happened now',
  traps: ['T7'],
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      ['created_at', 'last_updated'].map((column) => `ALTER TABLE conversations DROP COLUMN ${column}`),
    ),
  expect: {
    look: ({ all }) =>
      expect(all('SELECT DISTINCT created_at, updated_at, last_updated FROM conversations')).toEqual([
        [null, null, null],
      ]),
  },
})
