import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'

export default defineCase({
  title: 'Licence keys and tokens that migration 010 added to usage rows are not lost',
  traps: ['T35'],
  home: (home) => home.database('.hive-ai/hive-ai.db', afterMigrations()),
  expect: {
    books: { conversation_usage: { read: 3, migrated: 3 } },
    look: ({ all }) =>
      expect(
        all('SELECT DISTINCT license_key, verified, question_hash, d1_verified_at FROM legacy_conversation_usage'),
      ).toEqual([['HIVE-AB12-CD34-EF56-7890', 1, 'h', '2025-08-02T08:00:00.123456789+00:00']]),
  },
})
