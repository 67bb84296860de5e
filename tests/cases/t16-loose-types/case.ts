import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

const columns =
  'id, conversation_id, stage_name, stage_number, provider, model, full_output, character_count, word_count, temperature, processing_time_ms, tokens_used, created_at'

export default defineCase({
  title: 'A table without types: numbers as texts, texts as numbers; what SQLite turns is recorded with its spelling',
  traps: ['T16'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) => redeclare(db, 'stage_outputs', columns),
      stageOutput({
        id: 'x',
        stage_number: '1',
        character_count: '007',
        word_count: '1e3',
        temperature: '0.5',
        tokens_used: '12 apples',
      }),
      stageOutput({
        id: 'y',
        stage_number: 2.0,
        stage_name: 'refiner',
        provider: 5,
        model: 7.5,
        tokens_used: 2.5,
        character_count: '9223372036854775808',
      }),
      stageOutput({ id: 'z', processing_time_ms: 'true', tokens_used: 'true' }),
    ),
  expect: {
    books: { stage_outputs: { read: 7, migrated: 7, repaired: 2 } },
    look: ({ all }) =>
      expect(
        all(`SELECT before, after FROM migration_repairs WHERE column_name = 'character_count' AND row_key = 'x'`),
      ).toEqual([['007', 7]]),
  },
})
