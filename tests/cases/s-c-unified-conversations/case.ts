import { defineCase } from '../../support/case/define.js'
import { unifiedConversations } from '../../support/case/shapes/s-c.js'

export default defineCase({
  title: 'S-C: conversations whose messages are JSON of no known form; everything else carried',
  home: (home) => home.database('.hive-ai/conversations.db', unifiedConversations()),
  quick: { validation: 'paranoid' },
  expect: { shapes: ['S-C'] },
})
