import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A hundred conversations of 28 moments, as in the reference’s fixture: none is skipped or repeated',
  home: (home) =>
    home.old(
      knowledge({ count: 100 }),
      `UPDATE conversations SET created_at = printf('2024-01-%02dT10:00:00Z', rowid % 28 + 1)`,
    ),
  expect: { books: { conversations: { read: 100, migrated: 100 }, stage_outputs: { read: 400, migrated: 400 } } },
})
