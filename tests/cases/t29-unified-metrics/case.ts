import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'The unified consensus_metrics and cost_analytics are not the new Hive’s tables of these names',
  traps: ['T29'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 2 })),
  expect: { look: ({ value }) => expect(value('SELECT count(*) FROM consensus_metrics')).toBe(0) },
})
