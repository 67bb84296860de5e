import { defineCase } from '../../support/case/define.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'BLOBs in TEXT columns, ids included, stay BLOBs; a text and a BLOB of the same bytes stay two ids',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      conversation({
        id: new Uint8Array([0, 255, 97]),
        question: new Uint8Array([128]),
        final_answer: new Uint8Array(),
      }),
      conversation({ id: 'abc' }),
      conversation({ id: new Uint8Array([97, 98, 99]) }),
      `INSERT INTO conversation_topics (conversation_id, topic) VALUES (x'00ff61', x'00')`,
    ),
  expect: { books: { conversations: { read: 4, migrated: 4 } }, repairs: {} },
})
