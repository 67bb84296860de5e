import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

export default defineCase({
  title: 'Descriptions of settings, for which the new table has no column, are carried',
  traps: ['T43'],
  home: (home) => home.database('.hive-ai/hive-ai.db', unified({ count: 1 })),
  expect: { look: ({ all }) => expect(all('SELECT description FROM legacy_settings')).toEqual([['Where backups go']]) },
})
