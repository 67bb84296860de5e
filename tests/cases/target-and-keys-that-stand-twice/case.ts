import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'
import { redeclare } from '../../support/old-database.js'

const truth = 'conversation_id, curator_output, confidence_score, topic_summary, created_at'

export default defineCase({
  title:
    'Two truths of one conversation, ids and rows that stand twice, beside a used new Hive: as where nothing else is there',
  traps: ['T10', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }), (db) => {
      redeclare(db, 'curator_truths', `id INTEGER PRIMARY KEY, ${truth}`)
      redeclare(db, 'conversation_keywords', 'id REAL, conversation_id, keyword, frequency, weight')
      redeclare(
        db,
        'conversations',
        'id TEXT, question, final_answer, source_of_truth, conversation_context, profile_id, created_at, last_updated',
      )
      db.exec(`INSERT INTO curator_truths SELECT id + 10, conversation_id, 'another', 0.5, NULL, created_at FROM curator_truths;
        INSERT INTO conversations SELECT * FROM conversations WHERE id = 'conv_002';
        INSERT INTO conversation_keywords SELECT * FROM conversation_keywords;
        INSERT INTO conversation_keywords (id, conversation_id, keyword, frequency) VALUES ('c', 'conv_001', 'x', 1), ('c', 'conv_001', 'y', 2)`)
    })
    home.appStarted(addApp({ count: 1 }))
  },
  expect: {
    sources: [oldPath, newPath],
    quarantined: 'any',
    books: {
      conversations: { read: 4, migrated: 3, quarantined: 1 },
      curator_truths: { read: 6, migrated: 3, quarantined: 3 },
      conversation_keywords: { read: 8, migrated: 4, quarantined: 4 },
    },
    look: ({ all }) => {
      expect(
        all(`SELECT count(*) FROM migration_quarantine WHERE reason LIKE 'the same key stands twice%'`)[0],
      ).not.toEqual([0])
    },
  },
})
