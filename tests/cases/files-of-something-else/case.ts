import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'A database of something else is no old Hive',
  home: (home) => home.database('photos.db', 'CREATE TABLE photos (id); INSERT INTO photos VALUES (1)'),
  quick: { from: 'photos.db' },
  expect: { refused: 'HM-SOURCE-UNKNOWN-SHAPE', exit: 3 },
})
