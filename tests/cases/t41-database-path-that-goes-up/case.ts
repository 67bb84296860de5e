import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'HIVE_DB_PATH begins with the home and leads out of it by `..`: still somebody else’s',
  traps: ['T41'],
  home: (home) => home.database('../theirs.db', knowledge()),
  env: { HIVE_DB_PATH: '$HOME/../theirs.db' },
  expect: { refused: 'HM-SOURCE-MISSING', exit: 3 },
})
