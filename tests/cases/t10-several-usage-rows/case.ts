import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Several usage rows of one conversation, and one without a user',
  traps: ['T10', 'T17'],
  home: (home) =>
    home.database('.hive-ai/hive-ai.db', unified({ count: 2 }), (db) => {
      redeclare(db, 'conversation_usage', 'id INTEGER PRIMARY KEY, conversation_id TEXT, user_id TEXT, timestamp TEXT')
      db.exec(
        `INSERT INTO conversation_usage (conversation_id, user_id, timestamp) VALUES ('conv_001', 'user-1', '2025-01-01'), ('conv_001', NULL, '2025-01-02')`,
      )
    }),
  expect: {
    quarantined: 'any',
    look: ({ all }) =>
      expect(
        all(
          `SELECT count(*) FROM conversations WHERE id NOT IN (SELECT conversation_id FROM conversation_usage WHERE user_id = '3034c561-e193-4968-a575-f1b165d31a5b')`,
        ),
      ).toEqual([[0]]),
  },
})
