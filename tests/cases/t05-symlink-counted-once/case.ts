import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database that is reached by a symlink too is one database',
  traps: ['T5'],
  home: (home) => {
    home.old(knowledge())
    home.link('.hive-ai.db', oldPath)
  },
  expect: {
    books: { conversations: { read: 3, migrated: 3 } },
    look: ({ result }) => expect(result.source.files).toHaveLength(1),
  },
})
