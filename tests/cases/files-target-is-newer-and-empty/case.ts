import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A new Hive with a number of its own is newer than any that is known, even when it holds nothing yet',
  home: (home) => {
    home.old(knowledge())
    home.appStarted((db) => db.pragma('user_version = 3'))
  },
  expect: { refused: 'HM-TARGET-NEWER', exit: 4 },
})
