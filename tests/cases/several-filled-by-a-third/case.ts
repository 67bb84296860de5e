import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'

const table = `CREATE TABLE conversations (id TEXT, question TEXT, final_answer TEXT, source_of_truth TEXT, profile_id TEXT)`
const row = (...cells: string[]) => `INSERT INTO conversations VALUES (${cells.join(', ')})`

/**
 * The first has `x` and `a` without a profile, the second says nothing at all of `x` and something else of `a`; the third
 * knows the profiles of all. What it fills is the first one's alone, and only where its row has its place.
 */
export default defineCase({
  title: 'What a third database fills is recorded for the rows that lacked it, and for no others',
  traps: ['T6'],
  home: (home) => {
    // What was used last comes first.
    home.database(
      '.hive/hive.db',
      table,
      ...['x', 'a', 'b'].map((id) => row(`'${id}'`, `'q'`, `'f'`, `'s'`, `'from the third'`)),
    )
    home.database(
      '.hive-ai/hive-ai.db',
      table,
      row(`'a'`, `'something else'`, `'f'`, `'s'`, 'NULL'),
      row(`'b'`, `'q'`, `'f'`, `'s'`, 'NULL'),
    )
    home.old(
      table,
      row(`'x'`, `'q'`, `'f'`, `'s'`, 'NULL'),
      row(`'a'`, `'q'`, `'f'`, `'s'`, 'NULL'),
      row(`'a'`, `'twice'`, `'f'`, `'s'`, 'NULL'),
    )
  },
  expect: {
    quarantined: 1,
    repairs: { 'filled from another database': 3 },
    books: {
      'hive-ai-knowledge.db:conversations': { read: 3, migrated: 2, repaired: 2, quarantined: 1 },
      'hive-ai.db:conversations': { read: 2, migrated: 2, repaired: 1 },
      'hive.db:conversations': { read: 3, migrated: 3, repaired: 0 },
    },
    look: ({ all, value }) => {
      expect(all('SELECT id, profile_id FROM conversations ORDER BY id')).toEqual(
        ['a', 'b', 'x'].map((id) => [id, 'from the third']),
      )
      expect(value(`SELECT count(*) FROM migration_repairs WHERE rule LIKE '%?'`)).toBe(0)
    },
  },
})
