import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'An install folder without a database is refused: the home’s own database is not taken instead',
  traps: ['T41'],
  home: (home) => {
    home.old(knowledge())
    home.write('other/readme.txt', 'nothing here')
  },
  quick: { from: 'other' },
  expect: { refused: 'HM-SOURCE-MISSING', exit: 3 },
})
