import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'

const conversations = `CREATE TABLE conversations (id TEXT, question TEXT, final_answer TEXT, source_of_truth TEXT, created_at TEXT)`

export default defineCase({
  title: 'One table of a file fills what another one of the same file lacks, with a record',
  traps: ['T6'],
  home: (home) => {
    home.old(
      conversations,
      `INSERT INTO conversations VALUES ('a', 'q', 'f', 's', NULL), ('b', 'q', 'f', 's', 'yesterday'), ('c', 'q', 'f', 's', NULL)`,
      `CREATE TABLE unified_conversations (id INTEGER PRIMARY KEY, conversation_id TEXT, conversation_data TEXT, created_at TEXT)`,
      `INSERT INTO unified_conversations VALUES (1, 'a', '[]', '2025-01-01 10:00:00'), (2, 'b', '[]', '2025-01-02 10:00:00')`,
    )
    // What was used last comes first; rows of the other one meet those that are there.
    home.database('.hive-ai/hive-ai.db', conversations, `INSERT INTO conversations VALUES ('z', 'q', 'f', 's', NULL)`)
  },
  expect: {
    books: {
      'hive-ai-knowledge.db:conversations': { read: 3, migrated: 3, repaired: 2 },
      unified_conversations: { read: 2, migrated: 2, repaired: 0 },
    },
    repairs: { 'filled from another database': 2, timestamp: 1 },
    look: ({ all }) =>
      expect(all('SELECT id, created_at FROM conversations ORDER BY id')).toEqual([
        ['a', '2025-01-01 10:00:00'],
        ['b', '2025-01-02 10:00:00'],
        ['c', null],
        ['z', null],
      ]),
  },
})
