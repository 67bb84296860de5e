import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database that another program has locked is refused, and nothing changes',
  traps: ['T4'],
  home: async (home) => {
    home.old(knowledge())
    await home.running(oldPath, 'BEGIN EXCLUSIVE')
  },
  expect: { refused: 'HM-SOURCE-LOCKED', exit: 4 },
})
