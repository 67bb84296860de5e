import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Rows that stand only in the -wal of a program that died move, and the -wal stays as it is',
  traps: ['T2'],
  home: async (home) => {
    home.old(knowledge())
    await home.crashed(
      oldPath,
      'PRAGMA journal_mode = WAL',
      conversation({ id: 'in-wal' }),
      `UPDATE conversations SET profile_id = 'wal'`,
    )
  },
  expect: {
    books: { conversations: { read: 4, migrated: 4 } },
    look: ({ home, value }) => {
      expect(value(`SELECT question FROM conversations WHERE id = 'in-wal'`)).toBe('q')
      expect(home.read(`${oldPath}-wal`).length).toBeGreaterThan(0)
    },
  },
})
