import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { messagesAsJson } from '../../support/case/shapes/s-f.js'
import { insert } from '../../support/case/sql.js'

const at = '2024-02-01T10:00:00Z'

/** Everything that may stand where a list of messages is expected. */
const odd: Record<string, unknown> = {
  nothing: [],
  object: { messages: [{ role: 'user', content: 'In an object', timestamp: at }] },
  number: 5,
  text: 'only a text',
  members: [
    'a text',
    7,
    null,
    { role: 'user' },
    { role: 5, content: 'x' },
    { role: 'user', content: { parts: ['x'] } },
  ],
  stages: [
    { role: 'user', content: 'Why?', timestamp: at },
    { role: 'assistant', content: 'A draft', stage: 'generator', timestamp: at },
    { role: 'assistant', content: 'Because', stage: 'Curator', timestamp: at },
  ],
  moments: [
    { role: 'user', content: 'In milliseconds', timestamp: 1706781600123 },
    { role: 'user', content: 'No moment' },
    { role: 'user', content: 'No date', timestamp: 'yesterday' },
  ],
  signs: [{ role: 'user', content: 'a\u0000b \u{1F600} "\\', timestamp: at }],
}

export default defineCase({
  title: 'What is a message without doubt becomes one; whatever the JSON is, it stays word for word',
  traps: ['T14'],
  home: (home) =>
    home.database(
      '.hive-ai/hive-ai.db',
      messagesAsJson(),
      ...Object.entries(odd).map(([id, messages]) =>
        insert('conversations', [
          { id, title: id, messages: JSON.stringify(messages), created_at: at, updated_at: at },
        ]),
      ),
      insert('conversations', [{ id: 'none', title: 'none', messages: '', created_at: at, updated_at: at }]),
    ),
  quick: { validation: 'paranoid' },
  expect: {
    books: { conversations: { read: 12, migrated: 12 } },
    look: ({ all, value }) => {
      const of = (id: string) =>
        all(`SELECT id, role, content, timestamp FROM messages WHERE conversation_id = ? ORDER BY id`, id)
      for (const id of ['nothing', 'number', 'text', 'members', 'none']) expect(of(id)).toEqual([])
      expect(of('object')).toEqual([['msg_object_0', 'user', 'In an object', at]])
      expect(of('stages')).toEqual([
        ['msg_stages_0', 'user', 'Why?', at],
        ['msg_stages_2', 'assistant', 'Because', at],
      ])
      expect(of('moments').map(([, , , moment]) => moment)).toEqual(['2024-02-01T10:00:00.123Z', at, at])
      expect(of('signs')[0]?.[2]).toBe('a\u0000b \u{1F600} "\\')
      expect(value(`SELECT final_answer FROM conversations WHERE id = 'stages'`)).toBe('Because')
      expect(value(`SELECT question FROM conversations WHERE id = 'moments'`)).toBe('In milliseconds')
    },
  },
})
