import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The old catalogue with its prices per thousand tokens is kept, and is not the new app’s catalogue',
  traps: ['T19'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 })),
  expect: {
    books: { openrouter_models: { read: 4, carried: 4 }, openrouter_providers: { read: 4, carried: 4 } },
    look: ({ all }) =>
      expect(
        all('SELECT (SELECT count(*) FROM openrouter_models), (SELECT count(*) FROM openrouter_providers)'),
      ).toEqual([[0, 0]]),
  },
})
