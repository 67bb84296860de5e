import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A unified database at the target’s path and a knowledge database in the old home: both arrive',
  traps: ['T1', 'T6'],
  home: (home) => {
    home.database(newPath, unified({ count: 2 }))
    home.old(knowledge({ count: 3 }))
  },
  expect: {
    sources: [newPath, oldPath],
    look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(3),
  },
})
