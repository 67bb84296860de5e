import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'The rollback brings back a used target folder to the byte: app database with -wal, config.toml, config.json',
  traps: ['T26'],
  home: async (home) => {
    home.old(knowledge())
    home.appStarted()
    await home.crashed(
      newPath,
      `INSERT INTO recent_folders (folder_path) VALUES ('/tmp/x')`,
      `DELETE FROM recent_folders`,
    )
    home.write('.hive/config.toml', '[mine]\nkey = 1\n')
    home.write('.hive/config.json', { license_key: 'HIVE-SAMPLE-NOT-A-REAL-LICENCE' })
    home.write('.hive/migration_backups/database_backup.db', 'theirs')
  },
  expect: {},
})
