import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Parallel: the old Hive stays usable in its place, and the new one stands beside it',
  home: (home) => home.old(knowledge()),
  quick: { type: 'parallel' },
  expect: {
    books: { conversations: { read: 3, migrated: 3 } },
    look: ({ home }) => expect(home.read(oldPath).length).toBeGreaterThan(0),
  },
})
