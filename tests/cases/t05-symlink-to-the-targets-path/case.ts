import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The app’s symlink ~/.hive-ai.db to the old database at the target’s path: one source, and the link stays',
  traps: ['T5', 'T1'],
  home: (home) => {
    home.database(newPath, knowledge())
    home.link('.hive-ai.db', newPath)
  },
  expect: {
    sources: [newPath],
    books: { conversations: { read: 3, migrated: 3 } },
    look: ({ home }) => expect(home.read('.hive-ai.db').equals(home.read(newPath))).toBe(true),
  },
})
