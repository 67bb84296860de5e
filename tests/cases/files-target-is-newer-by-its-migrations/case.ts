import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A new Hive whose migrations go further than any that is known is not replaced by an older schema',
  home: (home) => {
    home.old(knowledge())
    home.appStarted(
      `INSERT INTO conversations (id, title) VALUES ('theirs', 'Of the future')`,
      'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)',
      `INSERT INTO schema_migrations VALUES (14, 'known', '2025-08-01'), (15, 'not known', '2026-01-01')`,
    )
  },
  expect: { refused: 'HM-TARGET-NEWER', exit: 4, fix: /newest Hive Migration Assistant/ },
})
