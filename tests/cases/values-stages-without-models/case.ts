import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A stage_outputs table without the column model: its rows keep what they have',
  home: (home) => home.old(knowledge({ count: 2 }), 'ALTER TABLE stage_outputs DROP COLUMN model'),
  expect: { books: { stage_outputs: { read: 8 } }, quarantined: 'any' },
})
