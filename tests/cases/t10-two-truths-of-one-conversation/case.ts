import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Two curator truths and two metrics of one conversation: one has the place, the other is kept',
  traps: ['T10'],
  home: (home) =>
    home.old(knowledge({ count: 2 }), (db) => {
      redeclare(
        db,
        'curator_truths',
        'id INTEGER PRIMARY KEY, conversation_id, curator_output, confidence_score, topic_summary, created_at',
      )
      redeclare(
        db,
        'consensus_metrics',
        'id INTEGER PRIMARY KEY, conversation_id, final_confidence, stage_agreement, content_quality, provider_reliability, context_utilization, agreement_matrix, processing_time_ms, created_at',
      )
      db.exec(`INSERT INTO curator_truths SELECT id + 10, conversation_id, 'another', 0.5, NULL, created_at FROM curator_truths;
        INSERT INTO consensus_metrics (id, conversation_id, final_confidence) VALUES (7, 'conv_001', 0.25)`)
    }),
  expect: {
    books: { curator_truths: { read: 4, migrated: 2 }, consensus_metrics: { read: 3, migrated: 2 } },
    quarantined: 'any',
  },
})
