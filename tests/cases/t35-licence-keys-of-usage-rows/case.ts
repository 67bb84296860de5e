import { defineCase } from '../../support/case/define.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'

export default defineCase({
  title: 'Licence keys and tokens that migration 010 added to usage rows are not lost',
  traps: ['T35'],
  home: (home) => home.database('.hive-ai/hive-ai.db', afterMigrations()),
  expect: { books: { conversation_usage: { read: 3 } } },
})
