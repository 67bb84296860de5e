import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'

export default defineCase({
  title: 'A file of zero bytes with the right name is said to be empty',
  traps: ['T31'],
  home: (home) => home.write(oldPath, ''),
  quick: { from: oldPath },
  expect: { refused: 'HM-SOURCE-EMPTY', exit: 3 },
})
