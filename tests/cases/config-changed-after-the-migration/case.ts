import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { flatConfig } from '../../support/case/shapes/config.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { rowsOf } from '../../support/small-database.js'

export default defineCase({
  title: 'Settings that change after the migration are taken up by the next one, though no row of a database is new',
  home: (home) => {
    home.old(knowledge({ count: 2 }))
    home.write('.hive-ai/config.json', flatConfig)
  },
  expect: {
    afterwards: async ({ home, migrate, check }) => {
      check(await migrate())
      home.write('.hive-ai/config.json', {
        ...flatConfig,
        consensus_profile: 'other',
        openrouter_api_key: 'sk-or-v1-case-another',
        anthropic_api_key: 'sk-ant-case-not-a-real-key',
      })
      const again = await migrate()
      check(again)
      expect(again.totals.migrated).toBe(0)
      const all = (sql: string) => rowsOf(home.path(newPath), sql)
      expect(all(`SELECT value FROM configurations WHERE key = 'anthropic_api_key'`)).toEqual([
        ['sk-ant-case-not-a-real-key'],
      ])
      // What the new Hive has already it keeps, and that is said.
      expect(again.warnings).toEqual([expect.stringMatching(/keeps its own.*config\.json:\/openrouter_api_key\.$/)])
      expect(all(`SELECT count(*) FROM legacy_config WHERE pointer = '' AND file LIKE '%config.json'`)).toEqual([[2]])
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do', warnings: [] })
      home.write('.hive-ai/profiles/mine.json', { name: 'Mine' })
      expect(await migrate()).toMatchObject({ status: 'migrated' })
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    },
  },
})
