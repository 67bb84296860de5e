import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database of something else where the new one goes is not replaced',
  home: (home) => {
    home.old(knowledge())
    home.database('photos.db', 'CREATE TABLE photos (id); INSERT INTO photos VALUES (1)')
  },
  quick: { to: 'photos.db' },
  expect: { refused: 'HM-TARGET-FOREIGN', exit: 4 },
})
