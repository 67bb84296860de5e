import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Values of millions of bytes, as text and as BLOB, in several tables at once',
  traps: ['T23'],
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      const add = db.prepare(
        `INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES (?, ?, ?, ?)`,
      )
      add.run('big', 'ä🎉x'.repeat(300_000), 'y'.repeat(2_000_000), Buffer.alloc(1_000_000, 7))
      db.prepare(`UPDATE stage_outputs SET full_output = ? WHERE stage_number = 4`).run('z'.repeat(1_500_000))
    }),
  expect: {
    repairs: {},
    look: ({ value }) =>
      expect(value(`SELECT length(content) FROM messages WHERE conversation_id = 'big' AND role = 'assistant'`)).toBe(
        2e6,
      ),
  },
})
