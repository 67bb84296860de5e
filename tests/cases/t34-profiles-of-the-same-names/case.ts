import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const four = (model: string) => ({ generator: model, refiner: model, validator: model, curator: model })

export default defineCase({
  title:
    'Profiles that are called alike, or like one of the new Hive: all of them stay, under ids that nobody writes over',
  traps: ['T34'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    home.write('.hive/config.json', {
      consensus_profile: 'enterprise-grade',
      custom_profiles: [
        { name: 'Enterprise Grade', models: four('mine/one') },
        { name: 'enterprise grade!', models: four('mine/two') },
      ],
    })
    home.write('.hive/profiles/more.json', [{ name: 'Enterprise Grade', models: four('mine/three') }])
    home.write('.hive-ai/profiles/one.json', { name: 'Alone', description: 'd', models: four('OpenAI:gpt-4:0.5') })
    home.write('.hive-ai/profiles/half.json', { name: 'Half', models: { generator: 'gpt-4' } })
  },
  expect: {
    repairs: { 'OpenRouter id of a pipeline string': 4 },
    look: ({ all, value }) => {
      expect(all('SELECT id, profile_name, curator_model FROM consensus_profiles ORDER BY rowid')).toEqual([
        ['enterprise-grade-2', 'Enterprise Grade', 'mine/one'],
        ['enterprise-grade-3', 'enterprise grade!', 'mine/two'],
        ['alone', 'Alone', 'openai/gpt-4'],
        ['enterprise-grade-4', 'Enterprise Grade', 'mine/three'],
      ])
      expect(value('SELECT value FROM consensus_settings')).toBe('enterprise-grade-2')
      expect(all(`SELECT DISTINCT row_key, before, after FROM migration_repairs`)).toEqual([
        ['alone', 'OpenAI:gpt-4:0.5', 'openai/gpt-4'],
      ])
      expect(
        all(
          `SELECT pointer, value FROM legacy_config WHERE file LIKE '%half.json' AND pointer <> '' ORDER BY pointer DESC`,
        ),
      ).toEqual([
        ['/name', '"Half"'],
        ['/models/generator', '"gpt-4"'],
      ])
      expect(value(`SELECT value FROM legacy_config WHERE file LIKE '%one.json' AND pointer = '/description'`)).toBe(
        '"d"',
      )
    },
  },
})
