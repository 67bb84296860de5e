import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Only question and final answer become messages: the stages between are no memories',
  traps: ['T42'],
  home: (home) => home.old(knowledge({ count: 3 })),
  expect: {
    look: ({ all }) => {
      expect(all('SELECT role, stage, count(*) FROM messages GROUP BY 1, 2 ORDER BY 1')).toEqual([
        ['assistant', 'curator', 3],
        ['user', null, 3],
      ])
      expect(all('SELECT count(*), count(full_output) FROM stage_outputs')).toEqual([[12, 12]])
    },
  },
})
