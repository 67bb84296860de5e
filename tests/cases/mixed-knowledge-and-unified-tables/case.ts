import { defineCase } from '../../support/case/define.js'
import { insert, create } from '../../support/case/sql.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledgeTables, stageOutput } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Tables of two shapes in one file: each is recognised by its own columns',
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      unified({ count: 2 }),
      create({ stage_outputs: knowledgeTables().stage_outputs, knowledge_base: knowledgeTables().knowledge_base }),
      stageOutput({ id: 's1', conversation_id: 'conv_001' }),
      insert('knowledge_base', [
        { id: 'kb1', conversation_id: 'conv_002', curator_content: 'c', topics: '[]', keywords: '[]' },
      ]),
    ),
  expect: { books: { stage_outputs: { read: 1, migrated: 1 }, knowledge_base: { read: 1, migrated: 1 } } },
})
