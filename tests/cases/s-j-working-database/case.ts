import { defineCase } from '../../support/case/define.js'
import { workingDatabase } from '../../support/case/shapes/s-j.js'

export default defineCase({
  title: 'S-J: the tables of database_working.rs, with other defaults and activity of any kind',
  traps: ['T9'],
  home: (home) => home.database('.hive-ai/hive-ai.db', workingDatabase()),
  quick: { validation: 'paranoid' },
  expect: { books: { conversations: { read: 2, migrated: 2 }, messages: { read: 10, migrated: 10 } } },
})
