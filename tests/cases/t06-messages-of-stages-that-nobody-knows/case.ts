import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'

const says = (what: string) => `UPDATE messages SET ${what} WHERE id = 'conv_001-m1'`

export default defineCase({
  title:
    'Two files say different things of one message that has several places: the second one’s row is listed as carried',
  traps: ['T6'],
  home: (home) => {
    home.database('.hive-ai/hive-ai.db', unified({ count: 2 }), says(`stage = 'draft'`))
    home.database('.hive/data/hive.db', unified({ count: 2 }), says(`stage = 'sketch'`))
  },
  expect: {
    look: ({ all }) => {
      const tables = all(`SELECT name FROM sqlite_schema WHERE name GLOB 'legacy_messages*' ORDER BY 1`)
      expect(all(`SELECT DISTINCT legacy_table FROM migration_carried WHERE table_name = 'messages' ORDER BY 1`)).toEqual(tables) // prettier-ignore
    },
  },
})
