import { defineCase } from '../../support/case/define.js'
import { simpleDatabase } from '../../support/case/shapes/s-j.js'

export default defineCase({
  title: 'S-J: the tables of database_simple.rs',
  home: (home) => home.database('.hive-ai/hive-ai.db', simpleDatabase()),
  quick: { validation: 'paranoid' },
  expect: { books: { conversations: { read: 1, migrated: 1 } } },
})
