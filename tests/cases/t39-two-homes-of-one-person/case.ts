import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

/** The system's own folder of a Mac stands for `%APPDATA%`, which has its rule but not its separators here. */
const support = 'Library/Application Support/hive'

export default defineCase({
  title: 'A person has data in two homes, the old Hive’s folder and the system’s: both arrive',
  traps: ['T39'],
  platform: 'darwin',
  home: (home) => {
    home.old(knowledge({ count: 1, prefix: 'dot-' }))
    home.database(`${support}/hive-ai.db`, knowledge({ count: 2, prefix: 'system-' }))
    home.write(`${support}/config.json`, { preferences: { theme: 'dark' } })
  },
  expect: {
    books: { 'hive-ai-knowledge.db:conversations': { migrated: 1 }, 'hive-ai.db:conversations': { migrated: 2 } },
    look: ({ value }) => expect(value(`SELECT value FROM settings WHERE key = 'preferences.theme'`)).toBe('dark'),
  },
})
