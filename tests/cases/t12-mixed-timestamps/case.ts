import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Every form of a moment in one column: readable ones stay as they are, others become one form, with a record',
  traps: ['T12'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      conversation({ id: 'space', created_at: '2024-01-15 10:00:00' }),
      conversation({ id: 'iso', created_at: '2025-09-01T10:00:00.123Z' }),
      conversation({ id: 'chrono', created_at: '2025-09-01T10:00:00.123456789+00:00' }),
      conversation({ id: 'unix', created_at: '1700000000', last_updated: ' 1700000000 ' }),
      conversation({ id: 'garbage', created_at: 'yesterday', last_updated: '' }),
    ),
  expect: {
    repairs: { timestamp: 4 },
    look: ({ all }) =>
      expect(
        all(`SELECT id, created_at, last_updated FROM conversations WHERE id NOT LIKE 'conv%' ORDER BY id`),
      ).toEqual([
        ['chrono', '2025-09-01T10:00:00.123456789+00:00', null],
        ['garbage', null, null],
        ['iso', '2025-09-01T10:00:00.123Z', null],
        ['space', '2024-01-15 10:00:00', null],
        ['unix', '2023-11-14T22:13:20.000Z', '2023-11-14T22:13:20.000Z'],
      ]),
  },
})
