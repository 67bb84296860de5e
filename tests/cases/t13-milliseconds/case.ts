import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Milliseconds of Date.now() are not taken for seconds',
  traps: ['T13'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      conversation({ id: 'ms', created_at: '1700000000123', last_updated: '1700000000' }),
    ),
  expect: {
    repairs: { timestamp: 2 },
    look: ({ all }) =>
      expect(all(`SELECT created_at, last_updated FROM conversations WHERE id = 'ms'`)).toEqual([
        ['2023-11-14T22:13:20.123Z', '2023-11-14T22:13:20.000Z'],
      ]),
  },
})
