import { chmodSync } from 'node:fs'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A WAL database in a folder that nobody may write is read without a side file',
  traps: ['T3'],
  home: (home) => {
    home.old(knowledge(), (db) => db.pragma('journal_mode = WAL'))
    chmodSync(home.path(oldPath), 0o444)
    chmodSync(home.path('.hive-ai'), 0o555)
  },
  expect: {},
})
