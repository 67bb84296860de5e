import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'An encrypted backup of the new app is named as what it is',
  traps: ['T31'],
  home: (home) => home.write('backup.sqlite', 'HIVEENC2'.padEnd(4096, 'x')),
  quick: { from: 'backup.sqlite' },
  expect: { refused: 'HM-SOURCE-NOT-A-DATABASE', exit: 3, fix: /Restore it with the new Hive/ },
})
