import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A file of zero bytes beside the real database does not stand in its way',
  traps: ['T31'],
  home: (home) => {
    home.old(knowledge())
    home.write('.hive-ai/conversations.db', '')
  },
  expect: {},
})
