import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Embeddings of any size and kind are bytes: nothing is decoded',
  traps: ['T22'],
  home: (home) =>
    home.old(
      knowledge({ count: 3 }),
      (db) =>
        db
          .prepare(`UPDATE knowledge_base SET semantic_embedding = ? WHERE id = 'kb_conv_001'`)
          .run(Buffer.alloc(3072, 0x80)),
      `UPDATE knowledge_base SET semantic_embedding = '[0.1, 0.2]' WHERE id = 'kb_conv_002';
       UPDATE knowledge_base SET semantic_embedding = x'' WHERE id = 'kb_conv_003'`,
    ),
  expect: {
    repairs: {},
    look: ({ all }) =>
      expect(
        all('SELECT typeof(semantic_embedding), length(semantic_embedding) FROM knowledge_base ORDER BY id'),
      ).toEqual([
        ['blob', 3072],
        ['text', 10],
        ['blob', 0],
      ]),
  },
})
