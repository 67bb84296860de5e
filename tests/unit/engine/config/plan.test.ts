/** What the old settings become, key by key, without a database. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRouterId } from '../../../../src-main/engine/config/models.js'
import { profilesOf } from '../../../../src-main/engine/config/profiles.js'
import { readConfigFile, type ConfigFile } from '../../../../src-main/engine/config/read.js'
import { planToml } from '../../../../src-main/engine/config/toml.js'
import { withoutRoot } from '../../../support/machine.js'
import { missingKeys } from '../../../support/missing-keys.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-config-'))
  chmodSync(folder, 0o755)
  file = join(folder, 'config')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  ['gpt-4', 'openai/gpt-4'],
  ['anthropic/claude-3-opus', 'anthropic/claude-3-opus'],
  ['mistral-large', 'mistral-large'],
  ['toString', 'toString'],
  ['', ''],
])('the model %j is asked for as %j', (model, expected) => {
  expect(openRouterId(model)).toBe(expected)
})

describe('profiles', () => {
  const models = { generator: 'a', refiner: 'b', validator: 'c', curator: 'd' }
  const rows = (...custom_profiles: unknown[]) => {
    const given: ConfigFile = { path: '/config.json', shape: 'J1', raw: '', value: { custom_profiles } }
    return profilesOf(given).rows.map(({ id, name }) => [id, name])
  }

  it.each([
    ['letters that no id has', '設定 !', 'profile'],
    ['a sign at each end', '-- Fast & cheap --', 'fast-cheap'],
  ])('a name of %s makes an id all the same', (_, name, id) => {
    expect(rows({ name, models })).toEqual([[id, name]])
  })

  it('without a name, and of the same name, all stay (which gets the id is said when they are written)', () => {
    expect(rows({ models }, { name: '', models }, { name: 'Profile 1', models })).toEqual([
      ['profile-1', 'Profile 1'],
      ['profile-2', 'Profile 2'],
      ['profile-1', 'Profile 1'],
    ])
  })

  it('that lack a model are not made up', () => {
    expect(rows({ name: 'half', models: { generator: 'a' } }, 'text', null, [])).toEqual([])
  })
})

describe('config.toml', () => {
  it.each([
    ['a date', 'logging = 1979-05-27\n', 'logging'],
    ['a list', 'logging = [1]\n', 'logging'],
    ['a number for a text', '[logging]\nlevel = 3\n', 'logging.level'],
    ['a fraction for a whole number', '[analytics]\nretention_days = 1.5\n', 'analytics.retention_days'],
    ['a text for a switch', '[security]\ntelemetry = "no"\n', 'security.telemetry'],
  ])('that says %s where the new Hive needs something else is named, and loads', (_, content, key) => {
    writeFileSync(file, content)
    const plan = planToml(file, '/home/ann', '/home/ann/.hive/hive-ai.db', {})
    expect(plan).toMatchObject({ existing: 'completed', unreadable: [key] })
    expect(missingKeys(plan.content ?? '')).toEqual([])
  })
})

describe('a configuration file', () => {
  it('that may not be read is a refusal, not an empty configuration', async () => {
    writeFileSync(file, '{"license_key": "x"}')
    chmodSync(file, 0)
    await withoutRoot(() => {
      expect(() => readConfigFile(file)).toThrow(expect.objectContaining({ code: 'HM-SOURCE-UNREADABLE' }))
    })
  })

  it('that vanished between the look and the read is an error, not an empty configuration', () => {
    expect(() => readConfigFile(file)).toThrow('ENOENT')
  })
})
