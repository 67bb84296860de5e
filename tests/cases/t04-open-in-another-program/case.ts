import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The old Hive is running and has written: it is copied through SQLite, with what was written last',
  traps: ['T4'],
  home: async (home) => {
    home.old(knowledge())
    await home.running(oldPath, conversation({ id: 'live' }))
  },
  expect: { books: { conversations: { read: 4, migrated: 4 } }, rollback: 'content' },
})
