import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'An encrypted key of config.json is no key for the new Hive: it is kept, and asked for again',
  traps: ['T18'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.json', {
      openrouter_api_key: { encrypted: true, data: 'c2VjcmV0LWNhc2U=' },
      license_key: 'enc:c2VjcmV0LWNhc2U=',
      anthropic_api_key: null,
    })
  },
  expect: {
    look: async ({ engine, all, value }) => {
      expect(all('SELECT * FROM configurations')).toEqual([])
      expect(all('SELECT * FROM users')).toEqual([])
      expect(value(`SELECT value FROM legacy_config WHERE pointer = '/openrouter_api_key/data'`)).toBe(
        '"c2VjcmV0LWNhc2U="',
      )
      const { config, issues } = await engine.preview({})
      const again = config.filter(({ action }) => action === 'ask-again').map(({ from }) => from.split(':').at(-1))
      expect(again).toEqual(['/openrouter_api_key/encrypted', '/openrouter_api_key/data', '/license_key'])
      expect(issues.map(({ code }) => code)).toContain('HM-CONFIG-KEY')
      expect(JSON.stringify([config, issues])).not.toContain('c2VjcmV0')
    },
  },
})
