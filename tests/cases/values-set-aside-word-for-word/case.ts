import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'What is set aside keeps its bytes and its types: BLOBs, a NUL, bytes that are no text, numbers of both kinds',
  home: (home) =>
    home.old(knowledge({ count: 1 }), (db) => {
      redeclare(db, 'conversation_context', 'id, conversation_id, referenced_conversation_id, relevance_score, context_type, created_at, more') // prettier-ignore
      db.exec(`INSERT INTO conversation_context VALUES
        (1, 'conv_001', x'00ff', 1.0, 'not allowed', 'a' || char(0) || 'b', CAST(x'ff00fe' AS TEXT)),
        (2, 'conv_001', '007', 9007199254740993, x'', '', 9e999)`)
    }),
  expect: {
    books: { conversation_context: { quarantined: 2 } },
    quarantined: 2,
    look: ({ all }) =>
      expect(
        all(`SELECT column_name, typeof(value), hex(value) FROM migration_quarantine
          WHERE column_name IN ('referenced_conversation_id', 'created_at', 'more') ORDER BY 1, 2, 3`),
      ).toEqual([
        ['created_at', 'text', ''],
        ['created_at', 'text', '610062'],
        ['more', 'real', '496E66'],
        ['more', 'text', 'FF00FE'],
        ['referenced_conversation_id', 'blob', '00FF'],
        ['referenced_conversation_id', 'text', '303037'],
      ]),
  },
})
