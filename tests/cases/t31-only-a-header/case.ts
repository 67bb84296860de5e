import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'

export default defineCase({
  title: 'A file that is only SQLite’s first sixteen bytes',
  traps: ['T31'],
  home: (home) => home.write(oldPath, 'SQLite format 3\0'),
  quick: { from: oldPath },
  expect: { refused: 'HM-SOURCE-NOT-A-DATABASE', exit: 3 },
})
