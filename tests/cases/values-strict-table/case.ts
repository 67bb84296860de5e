import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A STRICT table and one with CHECKs are carried with the types they hold',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE TABLE strictly (a INTEGER, b TEXT, c ANY, d BLOB) STRICT; INSERT INTO strictly VALUES (1, '1', '007', x'00'), (NULL, NULL, 7, NULL);
       CREATE TABLE checked (a CHECK (a > 0), b UNIQUE); INSERT INTO checked VALUES (1, 2)`,
    ),
  expect: { books: { strictly: { carried: 2 }, checked: { carried: 1 } } },
})
