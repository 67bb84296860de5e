import { linkSync, mkdirSync } from 'node:fs'
import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Settings that links lead to from two folders are counted once; a link that leads nowhere is none',
  traps: ['T5'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive-ai/config.json', {
      custom_profiles: [
        { name: 'One', models: { generator: 'a/a', refiner: 'a/a', validator: 'a/a', curator: 'a/a' } },
      ],
    })
    home.link('.hive/config.json', '.hive-ai/config.json')
    home.link('.hive/nowhere.json', '.hive/gone.json')
    home.link('.hive/circle.json', '.hive/circle.json')
    mkdirSync(home.path('.config/hive'), { recursive: true })
    linkSync(home.path('.hive-ai/config.json'), home.path('.config/hive/config.json'))
  },
  expect: {
    look: ({ home, all }) => {
      expect(all('SELECT id FROM consensus_profiles')).toEqual([['one']])
      expect(all(`SELECT file FROM legacy_config WHERE pointer = ''`)).toEqual([[home.path('.hive-ai/config.json')]])
    },
  },
})
