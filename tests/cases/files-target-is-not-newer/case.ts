import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title:
    'Tables, columns and the last known migration are no sign of a newer Hive: its rows stay, the old ones come beside',
  home: (home) => {
    home.old(knowledge({ count: 2 }))
    home.appStarted(
      `INSERT INTO conversations (id, title) VALUES ('theirs', 'Of today')`,
      'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)',
      `INSERT INTO schema_migrations VALUES (14, 'reverted', '2025-08-01')`,
      'CREATE TABLE plugins (name TEXT)',
      `INSERT INTO plugins VALUES ('one')`,
    )
  },
  expect: {
    look: ({ value }) => expect(value(`SELECT title FROM conversations WHERE id = 'theirs'`)).toBe('Of today'),
  },
})
