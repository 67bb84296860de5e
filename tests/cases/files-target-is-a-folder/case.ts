import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A folder where the new database goes is not replaced',
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/hive-ai.db/file', 'x')
  },
  expect: { refused: 'HM-TARGET-FOREIGN', exit: 4 },
})
