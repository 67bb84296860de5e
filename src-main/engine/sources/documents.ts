import { jsonMessages } from './json-messages.js'
import { same } from './names.js'
import type { Shape } from './shape.js'

const conversations = { name: 'unified_conversations', signature: ['conversation_id', 'conversation_data'] }

/** S-C, of which only a document tells (facts 1.7.3): conversations are JSON of no known form. */
export const documents: Shape = {
  name: 'S-C',
  title: 'unified conversations, as a document describes them',
  tables: [
    {
      ...conversations,
      target: 'conversations',
      columns: { conversation_id: 'id', ...same('user_id', 'created_at', 'updated_at') },
      key: 'conversation_id',
    },
  ],
  made: [jsonMessages(conversations, { key: 'conversation_id', text: 'conversation_data' })],
  carried: {
    conversation_themes: ['theme_id', 'theme_name'],
    context_memory: ['context_id', 'context_data'],
    schema_info: ['version'],
  },
}
