import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Two users of one address, and two without any, keep their rows',
  traps: ['T10'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 1 }),
      (db) =>
        redeclare(
          db,
          'users',
          'id TEXT PRIMARY KEY, email TEXT, license_key TEXT, tier TEXT, created_at TEXT, updated_at TEXT',
        ),
      `INSERT INTO users (id, email, tier) VALUES ('u2', 'default@hive.ai', 'FREE'), ('u3', 'default@hive.ai', 'FREE'), ('u4', NULL, 'FREE'), ('u5', NULL, NULL)`,
    ),
  expect: { books: { users: { read: 5, migrated: 5 } } },
})
