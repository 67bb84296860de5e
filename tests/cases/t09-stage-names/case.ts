import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Stages of any spelling: the app’s `Generator` has its place, what is no stage is set aside',
  traps: ['T9'],
  home: (home) =>
    home.old(
      knowledge(),
      stageOutput({ id: 'a', stage_name: 'Generator' }),
      stageOutput({ id: 'b', stage_name: 'summary' }),
      stageOutput({ id: 'c', stage_number: 9 }),
    ),
  expect: {
    books: { stage_outputs: { read: 15, migrated: 13, quarantined: 2 } },
    quarantined: 2,
    look: ({ value }) => expect(value(`SELECT stage_name FROM stage_outputs WHERE id = 'a'`)).toBe('Generator'),
  },
})
