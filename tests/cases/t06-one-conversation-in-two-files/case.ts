import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'S-A metadata and S-B texts of the same ids become one conversation each, with the values of both',
  traps: ['T6'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.database('.hive-ai/hive-ai.db', unified({ count: 3, knowledge: false }))
  },
  expect: {
    look: ({ all }) =>
      expect(all('SELECT count(*), count(question), count(total_cost) FROM conversations')).toEqual([[3, 3, 3]]),
  },
})
