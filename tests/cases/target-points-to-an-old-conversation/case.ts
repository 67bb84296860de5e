import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { insert } from '../../support/case/sql.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'Rows of a used new Hive point to a conversation that only the old one has: the real one comes in its place',
  traps: ['T8', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.appStarted(
      addApp({ count: 2, prefix: 'conv_' }),
      `DELETE FROM conversations WHERE id = 'conv_002'`,
      `UPDATE knowledge_conversations SET question = 'As the app has it' WHERE conversation_id = 'conv_002'`,
      insert('conversation_usage', [
        { user_id: 'me', conversation_id: 'nowhere', timestamp: '2025-01-01T00:00:00.000Z' },
      ]),
    )
  },
  expect: {
    sources: [oldPath, newPath],
    books: { conversations: { read: 3, migrated: 2, carried: 1 } },
    look: ({ all, value }) => {
      expect(all('SELECT id FROM conversations ORDER BY id')).toEqual([
        ['conv_001'],
        ['conv_002'],
        ['conv_003'],
        ['nowhere'],
      ])
      expect(value(`SELECT title FROM conversations WHERE id = 'conv_002'`)).not.toBe('Untitled')
      expect(value(`SELECT created_at FROM conversations WHERE id = 'conv_002'`)).not.toBeNull()
      expect(value(`SELECT question FROM knowledge_conversations WHERE conversation_id = 'conv_002'`)).toBe(
        'As the app has it',
      )
      // Only what nobody has is made up, and only that is recorded.
      expect(
        all(`SELECT row_key FROM migration_repairs WHERE rule = 'placeholder' AND table_name = 'conversations'`),
      ).toEqual([['nowhere']])
      // What the new Hive has otherwise stands beside it, and nothing else does.
      expect(all('SELECT id FROM legacy_conversations')).toEqual([['conv_001']])
    },
  },
})
