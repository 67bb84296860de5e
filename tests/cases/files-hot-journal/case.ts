import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A rollback journal that a crash left is rolled back in the copy, never in the original',
  home: async (home) => {
    home.old(knowledge())
    const half = [
      `UPDATE conversations SET question = 'half done'`,
      `UPDATE stage_outputs SET full_output = hex(zeroblob(20000))`,
    ]
    await home.crashed(oldPath, 'PRAGMA cache_size = 1', 'BEGIN', ...half)
  },
  expect: {
    look: ({ home, value }) => {
      expect(value(`SELECT count(*) FROM conversations WHERE question = 'half done'`)).toBe(0)
      expect(home.read(`${oldPath}-journal`).length).toBeGreaterThan(0)
    },
  },
})
