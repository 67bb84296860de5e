import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'After a migration the old Hive goes on: running again moves only what is new, a third time nothing',
  home: (home) => home.old(knowledge({ count: 2 })),
  expect: {
    afterwards: async ({ home, migrate, check }) => {
      check(await migrate())
      home.old(conversation({ id: 'later', question: 'One more' }))
      const again = await migrate()
      check(again)
      expect(again.totals.migrated).toBe(1)
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    },
  },
})
