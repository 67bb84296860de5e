import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { create } from '../../support/case/sql.js'
import { knowledgeTables } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Known tables without a row: done, and the configuration still moves',
  home: (home) => {
    home.old(create(knowledgeTables()))
    home.write('.hive/config.json', { license_key: 'HIVE-SAMPLE-NOT-A-REAL-LICENCE' })
  },
  expect: {
    books: { conversations: { read: 0 } },
    look: ({ value }) =>
      expect(value(`SELECT value FROM configurations WHERE key = 'hive_license_key'`)).toBe(
        'HIVE-SAMPLE-NOT-A-REAL-LICENCE',
      ),
  },
})
