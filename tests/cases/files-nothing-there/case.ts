import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'A home without an old Hive is refused',
  home: (home) => home.write('readme.txt', 'hello'),
  expect: { refused: 'HM-SOURCE-MISSING', exit: 3 },
})
