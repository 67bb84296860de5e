import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The new Hive has its database open: refused before anything is written',
  traps: ['T4'],
  home: async (home) => {
    home.old(knowledge())
    home.appStarted()
    await home.running(newPath, 'SELECT count(*) FROM users')
  },
  expect: { refused: 'HM-TARGET-IN-USE', exit: 4 },
})
