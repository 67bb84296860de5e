import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Numbers beyond their range, infinities and minus zero arrive as they are',
  traps: ['T15'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      stageOutput({ id: 'x', tokens_used: -50, temperature: 1.5, processing_time_ms: -1 }),
      `INSERT INTO conversation_keywords (conversation_id, keyword, frequency, weight)
       VALUES ('conv_001', 'a', 9e999, -9e999), ('conv_001', 'b', 1.5, -0.0), ('conv_001', 'c', NULL, 4.9e-324)`,
    ),
  expect: {
    repairs: {},
    look: ({ all }) =>
      expect(all(`SELECT frequency, weight FROM conversation_keywords WHERE keyword = 'a'`)).toEqual([
        [Infinity, -Infinity],
      ]),
  },
})
