import { defineCase } from '../../support/case/define.js'
import { messagesAsJson } from '../../support/case/shapes/s-f.js'

export default defineCase({
  title: 'S-F: messages in one JSON text, and the row of the corruption fixture',
  traps: ['T14', 'T15'],
  home: (home) => home.database('.hive-ai/hive-ai.db', messagesAsJson()),
  quick: { validation: 'paranoid' },
  expect: { shapes: ['S-F'], books: { conversations: { read: 3, migrated: 3 } } },
})
