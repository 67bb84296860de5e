import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'analyze lists every database file with what it is: empty ones and those of other programs too',
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive-ai/conversations.db', '')
    home.database('.hive/security.db', 'CREATE TABLE trust (path TEXT); INSERT INTO trust VALUES (1)')
  },
  expect: {
    sources: [oldPath],
    afterwards: async ({ home, engine }) => {
      const { installs } = await engine.analyze({})
      const listed = installs.flatMap(({ databases, configFiles }) =>
        [...databases, ...configFiles].map(({ path }) => path),
      )
      const names = [oldPath, '.hive-ai/conversations.db', '.hive/security.db']
      expect(names.filter((name) => !listed.includes(home.path(name)))).toEqual([])
    },
  },
})
