import { knowledge } from '../../support/case/shapes/s-b.js'
import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'A table of nine hundred columns',
  home: (home) => {
    const names = Array.from({ length: 900 }, (_, index) => `c${index}`)
    home.old(
      knowledge({ count: 1 }),
      `CREATE TABLE wide (${names.join(', ')}); INSERT INTO wide VALUES (${names.map((_, index) => index).join(', ')})`,
    )
  },
  expect: { books: { wide: { carried: 1 } } },
})
