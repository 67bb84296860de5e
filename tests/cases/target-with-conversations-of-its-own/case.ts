import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'A new Hive that was used: its conversations stay, the old ones come beside them',
  traps: ['T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.appStarted(addApp({ count: 2 }))
  },
  expect: {
    sources: [oldPath, newPath],
    books: { conversations: { read: 3, migrated: 3 } },
    look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(5),
  },
})
