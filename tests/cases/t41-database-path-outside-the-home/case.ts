import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'HIVE_DB_PATH leads out of the home that was named: what lies there is somebody else’s',
  traps: ['T41'],
  home: (home) => home.database('../theirs.db', knowledge()),
  env: { HIVE_DB_PATH: '$OUTSIDE/theirs.db' },
  expect: { refused: 'HM-SOURCE-MISSING', exit: 3 },
})
