import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Line ends, tabs, control characters, directions of writing and emoji stay what they are',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      conversation({
        id: 'all',
        question: Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join(''),
        final_answer: '\u202eabc\u2066\ufeff🏳️‍🌈\r\n\n\r',
      }),
    ),
  expect: { repairs: {} },
})
