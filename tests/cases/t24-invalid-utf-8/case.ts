import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Bytes that are no UTF-8, in texts and in ids',
  traps: ['T24'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at) VALUES
        ('bytes', CAST(x'ff41c3' AS TEXT), CAST(x'eda080' AS TEXT), CAST(x'c3' AS TEXT), NULL), (CAST(x'fe' AS TEXT), 'q', 'a', 's', NULL)`,
    ),
  expect: {
    repairs: {},
    look: ({ value }) =>
      expect(value(`SELECT hex(content) FROM messages WHERE conversation_id = 'bytes' AND role = 'user'`)).toBe(
        'FF41C3',
      ),
  },
})
