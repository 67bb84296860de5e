import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database behind a symlink: its -wal lies beside the real file',
  home: async (home) => {
    home.database('elsewhere/real.db', knowledge())
    home.link(oldPath, 'elsewhere/real.db')
    await home.crashed(
      'elsewhere/real.db',
      'PRAGMA journal_mode = WAL',
      `UPDATE conversations SET question = question || '!'`,
    )
  },
  expect: { look: ({ value }) => expect(value(`SELECT count(*) FROM conversations WHERE question LIKE '%!'`)).toBe(3) },
})
