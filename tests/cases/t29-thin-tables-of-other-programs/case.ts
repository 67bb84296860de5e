import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { create, insert } from '../../support/case/sql.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Thin tables of other programs that are named like the new Hive’s are carried, not taken for its own',
  traps: ['T29'],
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      create({
        messages: 'id INTEGER PRIMARY KEY, content TEXT',
        users: 'id INTEGER PRIMARY KEY, email TEXT',
        sessions: 'id INTEGER PRIMARY KEY, created_at TEXT',
        performance_metrics: 'id INTEGER PRIMARY KEY, timestamp TEXT, metadata TEXT',
      }),
      insert('messages', [{ id: 1, content: 'Your cache was cleared' }]),
      insert('users', [{ id: 7, email: 'root@localhost' }]),
      insert('sessions', [{ id: 1, created_at: 'yesterday' }]),
      insert('performance_metrics', [{ id: 1, timestamp: '1700000000', metadata: '{}' }]),
    ),
  quick: { validation: 'paranoid' },
  expect: {
    books: {
      messages: { read: 1, carried: 1, migrated: 0 },
      users: { read: 1, carried: 1, migrated: 0 },
      sessions: { read: 1, carried: 1, migrated: 0 },
      performance_metrics: { read: 1, carried: 1, migrated: 0 },
    },
    look: ({ all }) => {
      expect(all('SELECT count(*) FROM messages WHERE conversation_id IS NULL')).toEqual([[0]])
      expect(all('SELECT id, content FROM legacy_messages')).toEqual([[1, 'Your cache was cleared']])
      expect(all('SELECT timestamp FROM legacy_performance_metrics')).toEqual([['1700000000']])
    },
  },
})
