import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Generated columns, stored and virtual, are values like others',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      `CREATE TABLE sums (a, b, total AS (a + b) STORED, words AS (a || '!')); INSERT INTO sums VALUES (1, 2), ('x', NULL);
       ALTER TABLE conversations ADD COLUMN short AS (substr(question, 1, 3))`,
    ),
  expect: {
    look: ({ all }) =>
      expect(all('SELECT total, words FROM legacy_sums')).toEqual([
        [3, '1!'],
        [null, 'x!'],
      ]),
  },
})
