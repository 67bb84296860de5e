import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Small pages, incremental vacuum and deleted rows change nothing of what is read',
  home: (home) =>
    home.old(
      'PRAGMA page_size = 512',
      'PRAGMA auto_vacuum = 2',
      'PRAGMA secure_delete = OFF',
      knowledge({ count: 30 }),
      `DELETE FROM conversation_keywords WHERE id % 3 = 0`,
    ),
  expect: { books: { conversation_keywords: { read: 20, migrated: 20 } } },
})
