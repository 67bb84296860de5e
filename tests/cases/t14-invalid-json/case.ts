import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'JSON that is none stays the text that it is',
  traps: ['T14'],
  home: (home) =>
    home.old(
      knowledge(),
      `UPDATE knowledge_base SET topics = 'invalid json {{{', keywords = '' WHERE id = 'kb_conv_001';
      UPDATE knowledge_base SET topics = 'a, b, c' WHERE id = 'kb_conv_002';
      UPDATE consensus_metrics SET agreement_matrix = '[1,' WHERE conversation_id = 'conv_001'`,
    ),
  expect: {
    repairs: {},
    look: ({ value }) =>
      expect(value(`SELECT topics FROM knowledge_base WHERE id = 'kb_conv_001'`)).toBe('invalid json {{{'),
  },
})
