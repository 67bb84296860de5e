/** Settings meet what the old database brought, or a new Hive that was used: that stays, and what loses is carried. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planConfig } from '../../../../src-main/engine/config/map.js'
import { readConfigFile } from '../../../../src-main/engine/config/read.js'
import { writeConfigRows } from '../../../../src-main/engine/config/write-rows.js'
import { settingsCheck } from '../../../../src-main/engine/verify/settings.js'
import { newTarget } from '../../../support/target-database.js'

const now = '2026-01-02T03:04:05.678Z'
const four = (model: string) => ({ generator: model, refiner: model, validator: model, curator: model })

let folder: string
let db: Database.Database
let files: { origin: string; copy: string }[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-rows-'))
  db = newTarget()
  db.defaultSafeIntegers(true)
  files = []
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

function file(name: string, content: object): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(content))
  files.push({ origin: path, copy: path })
}

/** Rows that are there before: in the new database, and in the old one that they come from. */
function before(...statements: string[]): string {
  const old = join(folder, 'old.db')
  const other = newTarget(old)
  for (const sql of statements) {
    db.exec(sql)
    other.exec(sql)
  }
  other.close()
  return old
}

function write(defaultProfile: string | null = null): void {
  const plan = planConfig(files.map(({ copy }) => readConfigFile(copy)), { defaultProfile }) // prettier-ignore
  writeConfigRows(db, 'run', plan, now)
}
const all = (sql: string) => db.prepare(sql).raw().all() as unknown[][]
const checked = (databases: string[], defaultProfile: string | null = null) =>
  settingsCheck(db, files, now, { databases, defaultProfile })

describe('what the database says stays', () => {
  it('keys and settings; the file’s value is carried', () => {
    const old = before(
      `INSERT INTO configurations (key, value) VALUES ('openrouter_api_key', 'sk-or-theirs')`,
      `INSERT INTO settings (key, value) VALUES ('preferences.a', 'theirs'), ('preferences.same', '1')`,
      `INSERT INTO users (id, email) VALUES ('u', 'a@example.org')`,
    )
    file('config.json', { openrouter_api_key: 'sk-or-mine', preferences: { a: 'mine', b: 'mine', same: 1 } })
    write()
    expect(all('SELECT key, value FROM configurations')).toEqual([['openrouter_api_key', 'sk-or-theirs']])
    expect(all('SELECT key, value FROM settings ORDER BY key')).toEqual([
      ['preferences.a', 'theirs'],
      ['preferences.b', 'mine'],
      ['preferences.same', '1'],
    ])
    expect(all(`SELECT pointer, value, reason FROM legacy_config WHERE pointer <> '' ORDER BY pointer`)).toEqual([
      ['/openrouter_api_key', '"sk-or-mine"', 'the database said it first'],
      ['/preferences/a', '"mine"', 'the database said it first'],
    ])
    expect(checked([old])).toMatchObject({ passed: true })
    // The same rows without a database that has them came from nowhere.
    expect(checked([]).detail).toContain('configurations.openrouter_api_key')
    db.exec(`DELETE FROM legacy_config WHERE pointer = '/preferences/a'`)
    expect(checked([old])).toMatchObject({ passed: false })
  })

  it('a licence of the same key', () => {
    const row = {
      key: 'HIVE-1',
      tier: 'FREE',
      daily_limit: 10,
      user_id: 'u',
      validated_at: '2025-01-01',
      features: ['x'],
    }
    const old = before(
      `INSERT INTO licenses (key, tier, daily_limit, user_id, validated_at) VALUES ('HIVE-1', 'PREMIUM', 200, 'u', 'v')`,
    )
    file('license.json', row)
    write()
    expect(all('SELECT key, tier FROM licenses')).toEqual([['HIVE-1', 'PREMIUM']])
    expect(all('SELECT key, value FROM configurations')).toEqual([['hive_license_key', 'HIVE-1']])
    expect(all(`SELECT pointer, value FROM legacy_config WHERE pointer <> '' ORDER BY pointer`)).toEqual([
      ['/daily_limit', '10'],
      ['/features', '["x"]'],
      ['/key', '"HIVE-1"'],
      ['/tier', '"FREE"'],
      ['/user_id', '"u"'],
      ['/validated_at', '"2025-01-01"'],
    ])
    expect(checked([old])).toMatchObject({ passed: true })
  })

  it('a licence that a run before has brought: nothing of it is kept a second time', () => {
    const row = { key: 'HIVE-1', tier: 'FREE', daily_limit: 0, user_id: 'u', validated_at: 'v', features: ['x'] }
    file('license.json', row)
    file('copy/license.json', row)
    write()
    write()
    expect(all('SELECT key, tier, daily_limit FROM licenses')).toEqual([['HIVE-1', 'FREE', 0n]])
    expect(all(`SELECT pointer, value FROM legacy_config WHERE pointer <> ''`)).toEqual([])
  })

  it('T34: profiles of the same id, and of the same name', () => {
    const old = before(
      `INSERT INTO consensus_profiles (id, profile_name, generator_model, refiner_model, validator_model, curator_model)
       VALUES ('mine', 'Mine', 'a', 'a', 'a', 'a'), ('enterprise-grade', 'Theirs', 'b', 'b', 'b', 'b')`,
    )
    file('config.json', { custom_profiles: [{ name: 'Mine', models: four('c/c') }, { name: 'Enterprise Grade', models: four('d/d') }] }) // prettier-ignore
    write()
    expect(all('SELECT id, generator_model FROM consensus_profiles ORDER BY rowid')).toEqual([
      ['mine', 'a'],
      ['enterprise-grade', 'b'],
      ['mine-2', 'c/c'],
      ['enterprise-grade-2', 'd/d'],
    ])
    expect(checked([old])).toMatchObject({ passed: true })
  })
})

describe('the profile in use (facts 3.8)', () => {
  const profiles = `INSERT INTO consensus_profiles (id, profile_name, generator_model, refiner_model, validator_model, curator_model)
    VALUES ('p1', 'First', 'a', 'a', 'a', 'a'), ('p2', 'Second', 'b', 'b', 'b', 'b'), ('p3', 'Third One', 'c', 'c', 'c', 'c')`
  const setting = (key: string, value: string) =>
    `INSERT INTO consensus_settings (key, value) VALUES ('${key}', '${value}')`
  const active = () => all(`SELECT value FROM consensus_settings WHERE key = 'active_profile_id'`)[0]?.[0]

  it.each([
    [
      'the database’s id',
      [setting('active_profile_id', 'p1'), setting('active_profile', 'Second')],
      'Third One',
      'Second',
      'p1',
    ],
    ['its name', [setting('active_profile', 'Second')], 'Third One', 'First', 'p2'],
    ['config.json', [setting('active_profile', 'gone')], 'Third One', 'First', 'p3'],
    ['config.json, without case and signs', [], 'third-one', 'First', 'p3'],
    ['config.json, by the id', [], 'p2', null, 'p2'],
    ['the environment', [], 'gone', 'First', 'p1'],
    ['nothing that is there', [], 'gone', 'gone, too', undefined],
    ['nothing', [], null, null, undefined],
  ])('is named by %s', (_, statements, named, environment, expected) => {
    const old = before(profiles, ...statements)
    file('config.json', named === null ? { version: '1' } : { consensus_profile: named })
    write(environment)
    expect(active()).toBe(expected)
    expect(checked([old], environment)).toMatchObject({ passed: true })
    // Another choice would be found.
    db.exec(`UPDATE consensus_settings SET value = 'p9' WHERE key = 'active_profile_id' AND updated_at = '${now}'`)
    if (all(`SELECT 1 FROM consensus_settings WHERE value = 'p9'`).length > 0) expect(checked([old], environment)).toMatchObject({ passed: false }) // prettier-ignore
  })

  it('an id that leads nowhere is the database’s own, and stays', () => {
    const old = before(profiles, setting('active_profile_id', 'gone'))
    file('config.json', { consensus_profile: 'First' })
    write()
    expect(active()).toBe('gone')
    expect(checked([old])).toMatchObject({ passed: true })
  })

  it('the four models that a file works with are a profile of their own, after one that it names', () => {
    file('config.json', { consensus_profile: 'gone', ...Object.fromEntries(Object.entries(four('x/x')).map(([stage, model]) => [`${stage}_model`, model])) }) // prettier-ignore
    write('First')
    expect(active()).toBe('migrated-settings')
    expect(checked([], 'First')).toMatchObject({ passed: true })
  })
})

it('a copy of settings brings its profiles not twice; what another file says otherwise it does', () => {
  const one = { name: 'Mine', models: four('gpt-4') }
  const own = Object.fromEntries(Object.entries(four('x/x')).map(([stage, model]) => [`${stage}_model`, model]))
  file('.hive/config.json', { custom_profiles: [one, one], ...own })
  file('.hive/current-config.json', { custom_profiles: [one, { name: 'Mine', models: four('openai/gpt-4') }], ...own })
  write()
  expect(all('SELECT id, curator_model FROM consensus_profiles ORDER BY rowid')).toEqual([
    ['migrated-settings', 'x/x'],
    ['mine', 'openai/gpt-4'],
    ['mine-2', 'openai/gpt-4'],
    ['mine-3', 'openai/gpt-4'],
  ])
  expect(all('SELECT DISTINCT row_key FROM migration_repairs ORDER BY 1')).toEqual([['mine'], ['mine-2']])
  expect(checked([])).toMatchObject({ passed: true })
})

it('a second run of the same settings brings nothing twice', () => {
  file('config.json', { custom_profiles: [{ name: 'Mine', models: four('gpt-4') }], odd: 1 })
  write()
  db.exec(`INSERT INTO migration_history (migration_version, run_id) VALUES ('1', 'run')`)
  const counts = () => ['consensus_profiles', 'legacy_config', 'migration_repairs'].map((table) => all(`SELECT count(*) FROM ${table}`)[0]?.[0]) // prettier-ignore
  const once = counts()
  write()
  expect(counts()).toEqual(once)
  expect(once).toEqual([1n, 2n, 4n])
})
