import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Backups inside a folder that is migrated are refused: a copy would include itself',
  traps: ['T27'],
  home: (home) => home.old(knowledge()),
  quick: { backupDir: '.hive-ai/migration_backups' },
  expect: { refused: 'HM-STATE-UNWRITABLE', exit: 4 },
})
