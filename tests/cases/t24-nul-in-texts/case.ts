import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A NUL in the middle of a text and of an id cuts nothing off',
  traps: ['T24'],
  home: (home) =>
    home.old(knowledge({ count: 1 }), conversation({ id: 'a\0b', question: 'q\0rest', final_answer: '\0' })),
  expect: {
    repairs: {},
    look: ({ value }) =>
      expect(value(`SELECT hex(question) FROM conversations WHERE hex(id) = '610062'`)).toBe('710072657374'),
  },
})
