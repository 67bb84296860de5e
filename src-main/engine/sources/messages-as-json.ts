import { jsonMessages } from './json-messages.js'
import { same } from './names.js'
import type { Shape } from './shape.js'

const conversations = { name: 'conversations', signature: ['id', 'title', 'messages'] }

/** S-F, the reference's test fixture (facts 1.7.6): the messages of a conversation are one JSON text. */
export const messagesAsJson: Shape = {
  name: 'S-F',
  title: 'conversations whose messages are one text',
  tables: [
    {
      ...conversations,
      target: 'conversations',
      columns: {
        ...same('id', 'title', 'created_at', 'updated_at', 'tags'),
        // Tokens without a split into input and output count as output (facts 3.5).
        ...{ token_count: 'total_tokens_output', cost_usd: 'total_cost' },
      },
      key: 'id',
    },
    {
      name: 'user_preferences',
      signature: ['key', 'value'],
      target: 'settings',
      columns: same('key', 'value', 'updated_at'),
      key: 'key',
    },
  ],
  made: [jsonMessages(conversations, { key: 'id', text: 'messages' })],
  carried: { memory_clusters: ['id', 'theme', 'conversations'] },
}
