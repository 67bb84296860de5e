import { defineCase } from '../../support/case/define.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'

export default defineCase({
  title: 'S-I: the unified database after the Rust migrations, with licences, daily usage and facts',
  home: (home) => home.database('.hive-ai/hive-ai.db', afterMigrations()),
  quick: { validation: 'paranoid' },
  expect: {
    shapes: ['S-I'],
    books: {
      licenses: { read: 1, migrated: 1 },
      daily_usage_summary: { read: 1, migrated: 1 },
      consensus_facts: { read: 1, migrated: 1 },
    },
  },
})
