import { same } from './names.js'
import type { Shape } from './shape.js'

/** S-D, what `core/migrator.rs` reads (facts 1.7.4): titles, messages with metadata, themes. */
export const titled: Shape = {
  name: 'S-D',
  title: 'conversations with titles and themes',
  tables: [
    {
      name: 'conversations',
      signature: ['id', 'title', 'metadata'],
      lacks: ['question', 'messages', 'profile_id', 'total_tokens_input'],
      target: 'conversations',
      columns: same('id', 'title', 'created_at', 'updated_at', 'metadata'),
      key: 'id',
    },
    {
      name: 'messages',
      signature: ['id', 'conversation_id', 'role', 'content', 'timestamp', 'metadata'],
      lacks: ['stage'],
      target: 'messages',
      columns: same('id', 'conversation_id', 'role', 'content', 'timestamp', 'metadata'),
      key: 'id',
    },
  ],
  carried: { themes: ['id', 'name', 'concepts', 'conversation_ids'] },
}
