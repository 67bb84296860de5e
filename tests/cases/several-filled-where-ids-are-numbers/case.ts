import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'

const table = (key: string) =>
  `CREATE TABLE conversations (id ${key}, question TEXT, final_answer TEXT, source_of_truth TEXT, profile_id TEXT)`

export default defineCase({
  title:
    'A row that goes by a number, or by none, is filled by a later database, and its records name it as it is there',
  traps: ['T6', 'T7'],
  home: (home) => {
    // What was used last comes first.
    home.database(
      '.hive/hive.db',
      table('TEXT'),
      `INSERT INTO conversations VALUES ('row_conversations_3', 'n', 'f', 's', 'p3')`,
    )
    home.database(
      '.hive-ai/hive-ai.db',
      table('TEXT'),
      `INSERT INTO conversations VALUES ('1', 'q', 'f', 's', 'p1'), ('2', 'r', 'f', 's', 'p2'), (NULL, 'n', 'f', 's', NULL)`,
    )
    home.old(
      table('INTEGER PRIMARY KEY'),
      `INSERT INTO conversations VALUES (1, 'q', 'f', 's', NULL), (2, 'r', 'f', 's', NULL)`,
    )
  },
  quick: { validation: 'paranoid' },
  expect: {
    books: {
      'hive-ai-knowledge.db:conversations': { migrated: 2, repaired: 2 },
      'hive-ai.db:conversations': { migrated: 3, repaired: 1 },
      'hive.db:conversations': { migrated: 1, repaired: 0 },
    },
    look: ({ all }) =>
      expect(all('SELECT id, profile_id FROM conversations ORDER BY id')).toEqual([
        ['1', 'p1'],
        ['2', 'p2'],
        ['row_conversations_3', 'p3'],
      ]),
  },
})
