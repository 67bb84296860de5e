import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { electronStartUp } from '../../unit/target/fixtures/electron-start-up.js'

export default defineCase({
  title: 'The app was started on a unified database: its tables beside the old ones, the old shapes of shared names',
  home: (home) =>
    home.database(
      newPath,
      unified({ count: 2 }),
      electronStartUp,
      `INSERT OR IGNORE INTO users (id, email, tier) VALUES ('default', 'default@hive.ai', 'FREE')`,
    ),
  expect: { sources: [newPath], books: { conversations: { read: 2, migrated: 2 } } },
})
