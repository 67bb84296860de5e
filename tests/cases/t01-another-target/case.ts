import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'With --to the old database stays where it is, although the new Hive’s own place is the same',
  traps: ['T1'],
  home: (home) => home.database(newPath, knowledge()),
  quick: { to: 'elsewhere/new.db', type: 'parallel' },
  expect: { sources: [newPath] },
})
