import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { desktopDatabase } from '../../support/case/shapes/s-j.js'

export default defineCase({
  title: 'S-J: keys of desktop/simple_db.rs, without `encrypted`',
  home: (home) => home.database('.hive-ai/hive-ai.db', desktopDatabase()),
  quick: { validation: 'paranoid' },
  expect: {
    look: ({ value }) =>
      expect(value(`SELECT value FROM configurations WHERE key = 'openrouter_api_key'`)).toBe(
        'sk-or-v1-case-not-a-real-key',
      ),
  },
})
