import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

export default defineCase({
  title: 'A foreign key to a table that is not there is no damage: its rows move',
  traps: ['T32'],
  home: (home) =>
    home.old(knowledge(), (db) => {
      redeclare(
        db,
        'conversations',
        'id TEXT PRIMARY KEY, question, final_answer, source_of_truth, conversation_context, profile_id TEXT REFERENCES consensus_profiles_backup (id), created_at, last_updated',
      )
      db.exec(`UPDATE conversations SET profile_id = 'lightning-fast'`)
    }),
  expect: { books: { conversations: { read: 3, migrated: 3 } } },
})
