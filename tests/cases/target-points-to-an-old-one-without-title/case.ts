import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { insert } from '../../support/case/sql.js'
import { clustered } from '../../support/case/shapes/s-e.js'
import { addApp } from '../../support/case/shapes/s-k.js'

const oldOne = '.hive-ai/hive-ai.db'

export default defineCase({
  title:
    'Rows of a used new Hive point to an old conversation without a title and to an old user: both are the real ones',
  traps: ['T8', 'T38'],
  home: (home) => {
    home.database(
      oldOne,
      clustered(),
      'CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT, license_key TEXT, tier TEXT, created_at TEXT, updated_at TEXT)',
      insert('users', [{ id: 'ada', email: 'ada@example.org', tier: 'FREE', created_at: '2024-01-01 10:00:00' }]),
    )
    home.appStarted(
      addApp({ count: 1 }),
      insert('conversation_usage', [
        { user_id: 'me', conversation_id: 'conv_002', timestamp: '2025-01-01T00:00:00.000Z' },
      ]),
      insert('configurations', [{ key: 'of-ada', value: 'x', user_id: 'ada' }]),
    )
  },
  quick: { validation: 'paranoid' },
  expect: {
    sources: [oldOne, newPath],
    books: { conversations: { read: 2, migrated: 2, carried: 0 }, users: { read: 1, migrated: 1, carried: 0 } },
    look: ({ all, value }) => {
      // Completed as any other: nothing stayed of what stood for it.
      expect(value(`SELECT title FROM conversations WHERE id = 'conv_002'`)).toMatch(/Rust/)
      expect(value(`SELECT count(*) FROM messages WHERE conversation_id = 'conv_002'`)).toBe(2)
      expect(all(`SELECT email, tier FROM users WHERE id = 'ada'`)).toEqual([['ada@example.org', 'FREE']])
      expect(all(`SELECT row_key FROM migration_repairs WHERE rule = 'placeholder' AND row_key <> 'DEFAULT'`)).toEqual(
        [],
      )
    },
  },
})
