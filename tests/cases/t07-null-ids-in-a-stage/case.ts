import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

const year = (created_at: string) => conversation({ id: null, question: created_at, created_at })

export default defineCase({
  title:
    'Conversations without an id are moved by their dates, too: one belongs to the stage, one waits for a later one',
  traps: ['T7'],
  home: (home) => home.old(knowledge(), year('2022-05-01 10:00:00'), year('2023-05-01 10:00:00')),
  quick: {
    type: 'staged',
    stage: { since: '2023-01-01', until: '2024-01-01', parts: ['settings', 'conversations'] },
    validation: 'paranoid',
  },
  expect: {
    // What waits is found nowhere yet; the later stage below brings it.
    sources: [],
    look: ({ all }) => {
      expect(all(`SELECT question FROM conversations WHERE id GLOB 'row_*'`)).toEqual([['2023-05-01 10:00:00']])
    },
    afterwards: async ({ migrate, check }) => {
      check(await migrate())
      const later = await migrate({ stage: { parts: ['conversations'] } })
      check(later)
      expect(later).toMatchObject({ status: 'migrated', verification: { passed: true } })
      expect(later.tables.find(({ name }) => name === 'conversations')).toMatchObject({ left: 1 })
    },
  },
})
