import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The old database lies where the new one goes: it is replaced at the end, and put back by the rollback',
  traps: ['T1'],
  home: (home) => home.database(newPath, knowledge()),
  expect: { sources: [newPath], books: { conversations: { read: 3, migrated: 3 } } },
})
