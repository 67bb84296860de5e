import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'A row whose text id becomes a number of ours: what else of it a typed column turns is recorded, too',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'curator_truths',
        'id INT PRIMARY KEY, conversation_id, curator_output, confidence_score TEXT, topic_summary, created_at',
      )
      db.exec(`INSERT INTO curator_truths VALUES ('a', 'nobody', 'o', '0.50', NULL, NULL)`)
    }),
  expect: { quarantined: 'any' },
})
