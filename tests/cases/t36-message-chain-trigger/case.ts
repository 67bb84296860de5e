import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

/** As facts 2.5 describe it. */
const trigger = `CREATE TRIGGER maintain_message_chain AFTER INSERT ON messages WHEN NEW.role = 'assistant'
  BEGIN
    UPDATE messages SET parent_message_id = (SELECT id FROM messages WHERE conversation_id = NEW.conversation_id
      AND role = 'user' AND timestamp < NEW.timestamp ORDER BY timestamp DESC LIMIT 1) WHERE id = NEW.id;
  END`

export default defineCase({
  title: 'The app’s trigger that rewrites parent_message_id touches neither what is moved nor what was there',
  traps: ['T36', 'T38'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    // The answers of the app name a question of the same moment, which the trigger would not find.
    home.appStarted(addApp({ count: 2 }), trigger)
  },
  expect: {
    sources: [oldPath, newPath],
    look: ({ all }) =>
      expect(
        all(`SELECT count(*), count(q.id) FROM messages AS a
          LEFT JOIN messages AS q ON q.id = a.parent_message_id AND q.role = 'user' AND q.conversation_id = a.conversation_id
          WHERE a.role = 'assistant'`),
      ).toEqual([[5, 5]]),
  },
})
