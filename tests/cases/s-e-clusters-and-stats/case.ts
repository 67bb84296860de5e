import { defineCase } from '../../support/case/define.js'
import { clustered } from '../../support/case/shapes/s-e.js'

export default defineCase({
  title: 'S-E: the few columns that a placeholder reader names',
  home: (home) => home.database('.hive-ai/hive-ai.db', clustered()),
  quick: { validation: 'paranoid' },
  expect: { shapes: ['S-E'] },
})
