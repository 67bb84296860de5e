import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A table that nobody knows arrives word for word, with every type in every column',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, n NUMERIC, r REAL, b BLOB, anything);
       INSERT INTO notes VALUES (-5, 'x' || char(0) || 'y', '007', 1, 'text', 9223372036854775807), (7, CAST(x'ff' AS TEXT), 1.5, 9e999, x'00', NULL), (8, 1, 'a', 'b', 5, -0.0);
       CREATE TABLE void (a, b)`,
    ),
  expect: { books: { notes: { read: 3, carried: 3 }, void: { read: 0 } } },
})
