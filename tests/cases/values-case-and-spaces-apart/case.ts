import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Ids that differ by case, by a trailing space or by being empty are different ids',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      ['A', 'a', 'a ', ''].map((id) => conversation({ id, question: `${id} ` })),
    ),
  expect: { books: { conversations: { read: 5, migrated: 5 } }, repairs: {} },
})
