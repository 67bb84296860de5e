import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The full-text tables of rust_schema.sql, whose columns cannot be read, stand in nobody’s way',
  traps: ['T21'],
  home: (home) =>
    home.old(
      knowledge(),
      `CREATE VIRTUAL TABLE conversations_fts USING fts5(conversation_id, question, source_of_truth, content='knowledge_base', content_rowid='id')`,
      `CREATE VIRTUAL TABLE curator_truths_fts USING fts5(conversation_id, curator_output, topic_summary, content='curator_truths', content_rowid='id')`,
      `INSERT INTO conversations_fts (conversation_id, question, source_of_truth) VALUES ('conv_001', 'q', 's')`,
      `INSERT INTO curator_truths_fts (conversation_id, curator_output, topic_summary) SELECT conversation_id, curator_output, topic_summary FROM curator_truths`,
    ),
  expect: {
    look: ({ all }) => {
      expect(all(`SELECT name FROM sqlite_schema WHERE name LIKE 'legacy_%fts%'`)).toEqual([])
      expect(all(`SELECT conversation_id FROM conversations_fts WHERE conversations_fts MATCH 'svelte'`)).toEqual([
        ['conv_001'],
      ])
    },
  },
})
