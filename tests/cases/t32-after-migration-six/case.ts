import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'

export default defineCase({
  title: 'The broken foreign key of Proof 1: conversations with a profile that points nowhere all move',
  traps: ['T32'],
  home: (home) => home.database(newPath, afterMigrations({ count: 4 })),
  expect: { sources: [newPath], shapes: ['S-I'], books: { conversations: { read: 4, migrated: 4 } } },
})
