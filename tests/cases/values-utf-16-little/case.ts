import { defineCase } from '../../support/case/define.js'
import { oldPath } from '../../support/case/home.js'
import { conversation, knowledge } from '../../support/case/shapes/s-b.js'
import { inUtf16 } from '../../support/case/wide.js'

export default defineCase({
  title: 'A database in UTF-16, little end first: texts arrive with the same characters',
  home: (home) => {
    home.write('.hive-ai/readme', '')
    inUtf16(home.path(oldPath), 'UTF-16le', [
      ...knowledge({ count: 2 }),
      conversation({ id: 'ä🎉', question: 'ключ\0rest' }),
    ])
  },
  expect: { books: { conversations: { read: 3, migrated: 3 } } },
})
