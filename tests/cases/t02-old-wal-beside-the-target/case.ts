import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A -wal of the old target does not come back over the new database, and the rollback brings it back',
  traps: ['T2'],
  home: async (home) => {
    home.old(knowledge())
    home.appStarted()
    await home.crashed(newPath, `INSERT INTO recent_folders (folder_path) VALUES ('/x')`, 'DELETE FROM recent_folders')
  },
  expect: {
    look: ({ home }) => {
      for (const suffix of ['-wal', '-shm', '-journal']) expect(existsSync(home.path(newPath + suffix))).toBe(false)
    },
  },
})
