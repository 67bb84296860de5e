import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Counts beyond 32 and 53 bits keep every digit',
  traps: ['T16'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      stageOutput({
        id: 'big',
        character_count: 9223372036854775807n,
        word_count: -9223372036854775808n,
        tokens_used: 9007199254740993n,
        processing_time_ms: 4294967296,
      }),
    ),
  expect: {
    repairs: {},
    look: ({ value }) =>
      expect(value(`SELECT CAST(tokens_used AS TEXT) FROM stage_outputs WHERE id = 'big'`)).toBe('9007199254740993'),
  },
})
