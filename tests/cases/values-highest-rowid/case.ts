import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'After a row with the highest possible id the new Hive can still add rows',
  pending: 'bug: an AUTOINCREMENT table with the id 9223372036854775807 takes no further row (SQLITE_FULL)',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `INSERT INTO conversation_keywords (id, conversation_id, keyword) VALUES (9223372036854775807, 'conv_001', 'top')`,
    ),
  expect: {},
})
