import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A full-text table with the name of ours and texts of its own that stand nowhere else',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE VIRTUAL TABLE conversations_fts USING fts5(conversation_id, question, source_of_truth)`,
      `INSERT INTO conversations_fts VALUES ('long gone', 'a question that was deleted', 'and its answer')`,
    ),
  expect: {
    look: ({ all }) =>
      expect(all('SELECT c0, c1, c2 FROM legacy_conversations_fts_content')).toEqual([
        ['long gone', 'a question that was deleted', 'and its answer'],
      ]),
  },
})
