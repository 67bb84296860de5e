import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'

export default defineCase({
  title: 'A text file with a database’s name',
  traps: ['T31'],
  home: (home) => home.write(oldPath, 'Dear diary, '.repeat(900)),
  quick: { from: oldPath },
  expect: { refused: 'HM-SOURCE-NOT-A-DATABASE', exit: 3 },
})
