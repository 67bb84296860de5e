import { defineCase } from '../../support/case/define.js'
import { newApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'An app’s messages table that never got its timestamp column',
  traps: ['T30'],
  home: (home) =>
    home.database(
      'old/hive-ai.db',
      newApp({ count: 2 }),
      'DROP INDEX IF EXISTS idx_messages_timestamp',
      'ALTER TABLE messages DROP COLUMN timestamp',
    ),
  quick: { from: 'old/hive-ai.db' },
  expect: { books: { messages: { read: 4, migrated: 4 } } },
})
