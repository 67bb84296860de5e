import { expect } from 'vitest'
import { setFaultHook } from '../../../src-main/engine/faults.js'
import { defineCase } from '../../support/case/define.js'
import { conversation, knowledge } from '../../support/case/shapes/s-b.js'
import { once } from '../../support/machine.js'

export default defineCase({
  title: 'The old Hive writes a conversation after it was backed up and compared: that one is moved, too',
  traps: ['T4'],
  home: (home) => home.old(knowledge()),
  expect: {
    books: { conversations: { read: 3, migrated: 3 } },
    afterwards: async ({ home, migrate, check }) => {
      once('verify:compared', () => {
        home.old(conversation({ id: 'meanwhile' }))
      })
      try {
        const result = await migrate()
        check(result)
        expect(result.tables.find(({ name }) => name === 'conversations')).toMatchObject({ read: 4, migrated: 4 })
      } finally {
        setFaultHook(null)
      }
    },
  },
})
