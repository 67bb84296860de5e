import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'Rows without a value that the new Hive requires keep what they have',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(
        db,
        'knowledge_base',
        'id TEXT PRIMARY KEY, conversation_id, curator_content, topics, keywords, semantic_embedding BLOB, is_source_of_truth, relevance_score, created_at',
      )
      redeclare(db, 'conversation_keywords', 'id INTEGER PRIMARY KEY, conversation_id, keyword, frequency, weight')
      db.exec(
        `INSERT INTO knowledge_base (id, conversation_id, topics) VALUES ('kb', 'conv_001', '["kept"]'); INSERT INTO conversation_keywords (id, frequency) VALUES (99, 7)`,
      )
    }),
  expect: { quarantined: 'any' },
})
