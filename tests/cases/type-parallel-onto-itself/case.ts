import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Parallel onto the old database’s own path would not leave both: refused',
  home: (home) => home.database(newPath, knowledge()),
  quick: { type: 'parallel' },
  expect: { refused: 'HM-USAGE', exit: 2 },
})
