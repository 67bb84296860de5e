import { gzipSync } from 'node:zlib'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A compressed backup is named as what it is',
  traps: ['T31'],
  home: (home) => {
    home.old(knowledge())
    home.write('backup.sqlite.gz', gzipSync(home.read(oldPath)))
  },
  quick: { from: 'backup.sqlite.gz' },
  expect: { refused: 'HM-SOURCE-NOT-A-DATABASE', exit: 3, fix: /gunzip/ },
})
