import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'Moments of the new Hive’s own rows that nobody can read stay as they are; the old Hive’s are repaired',
  traps: ['T12', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 2 }), `UPDATE conversations SET created_at = '1700000000' WHERE rowid = 1`)
    home.appStarted(
      addApp({ count: 2 }),
      `UPDATE conversations SET created_at = 'yesterday' WHERE rowid = 1`,
      `UPDATE messages SET timestamp = '1700000000' WHERE rowid = 1`,
    )
  },
  expect: {
    sources: [oldPath, newPath],
    look: ({ all }) => {
      expect(all(`SELECT count(*) FROM conversations WHERE created_at = 'yesterday'`)).toEqual([[1]])
      expect(all(`SELECT count(*) FROM messages WHERE timestamp = '1700000000'`)).toEqual([[1]])
      expect(all(`SELECT count(*) FROM conversations WHERE created_at = '2023-11-14T22:13:20.000Z'`)).toEqual([[1]])
    },
  },
})
