import { truncateSync } from 'node:fs'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database that lacks its end is damaged, not empty',
  traps: ['T31'],
  home: (home) => {
    home.old(knowledge())
    truncateSync(home.path(oldPath), 4096 * 5)
  },
  expect: { refused: 'HM-SOURCE-CORRUPT', exit: 3 },
})
