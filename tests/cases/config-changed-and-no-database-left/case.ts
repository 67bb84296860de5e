import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { flatConfig } from '../../support/case/shapes/config.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'Settings that change after the old database became the new one: nothing to do, and it says which and why',
  home: (home) => {
    home.database(newPath, unified({ count: 2 }))
    home.write('.hive/config.json', flatConfig)
  },
  expect: {
    sources: [newPath],
    afterwards: async ({ home, migrate }) => {
      expect(await migrate()).toMatchObject({ status: 'migrated' })
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do', warnings: [] })
      home.write('.hive/config.json', { ...flatConfig, total_cost: 13 })
      const { status, warnings } = await migrate()
      expect(status).toBe('nothing-to-do')
      expect(warnings).toEqual([expect.stringContaining(home.path('.hive/config.json'))])
    },
  },
})
