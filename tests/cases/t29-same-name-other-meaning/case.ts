import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { insert, create } from '../../support/case/sql.js'
import { unifiedTables } from '../../support/case/shapes/schema/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Tables that have a name of the new Hive and other columns are carried, never mapped by their name',
  traps: ['T29'],
  home: (home) =>
    home.old(
      knowledge(),
      'DROP TABLE consensus_metrics',
      create({
        consensus_metrics: unifiedTables.consensus_metrics,
        performance_metrics: unifiedTables.performance_metrics,
      }),
      insert('consensus_metrics', [
        {
          ...{
            conversation_id: 'conv_001',
            baseline_model: 'gpt-4',
            baseline_result: 'b',
            consensus_result: 'c',
            improvement_score: 0.5,
          },
          ...{ quality_metrics: '{}', cost_comparison: '{}', time_comparison: '{}', question_complexity: 'basic' },
        },
      ]),
      insert('performance_metrics', [
        { timestamp: '2025-01-01', conversation_id: 'conv_001', total_duration: 21000, quality_score: 9 },
      ]),
    ),
  expect: { look: ({ value }) => expect(value('SELECT count(*) FROM consensus_metrics')).toBe(0) },
})
