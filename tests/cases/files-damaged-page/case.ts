import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A page that a bad disk has overwritten is damage, and said to be',
  home: (home) => {
    home.old(knowledge({ count: 20 }))
    const bytes = home.read(oldPath)
    home.write(oldPath, bytes.fill(0x5a, 4096 * 6, 4096 * 9))
  },
  expect: { refused: 'HM-SOURCE-CORRUPT', exit: 3 },
})
