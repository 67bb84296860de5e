import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Files of the new app in ~/.hive are no old configuration',
  traps: ['T44'],
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/cli-tools-config.json', { tools: { claude: true } })
    home.write('.hive/rollback_plan.json', { steps: [] })
  },
  expect: {
    look: ({ all }) =>
      expect(all(`SELECT file FROM legacy_config WHERE file LIKE '%cli-tools%' OR file LIKE '%rollback%'`)).toEqual([]),
  },
})
