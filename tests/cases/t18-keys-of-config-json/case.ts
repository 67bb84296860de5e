import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const key = 'sk-or-v1-case-not-a-real-key'
const licence = 'HIVE-AB12-CD34-EF56-7890'

export default defineCase({
  title: 'Keys of config.json reach the new Hive, an old licence unchanged, and no answer',
  traps: ['T18'],
  home: (home) => {
    home.old(knowledge())
    home.write('.hive/config.json', { openrouter_api_key: key, license_key: licence })
  },
  expect: {
    look: ({ all, result }) => {
      expect(all('SELECT key, value, encrypted FROM configurations ORDER BY key')).toEqual([
        ['hive_license_key', licence, 0],
        ['openrouter_api_key', key, 0],
      ])
      expect(JSON.stringify(result)).not.toMatch(/case-not-a-real|AB12/)
    },
  },
})
