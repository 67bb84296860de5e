/** Verification of the settings finds what was planted: every column that the old files fill. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { number, openReadonly } from '../../src-main/engine/sqlite/open.js'
import { settingsCheck } from '../../src-main/engine/verify/settings.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
let now: string
let files: { origin: string; copy: string }[]
const custom = { name: 'Mine', models: { generator: 'gpt-4', refiner: 'x/y', validator: 'a/b', curator: 'c/d' } }
const config = `{"openrouter_api_key": "sk-or-v1-sample", "license_key": "HIVE-SAMPLE", "consensus": {"max_tokens": 9007199254740993,
  "temperature": 0.70, "generator_model": "gpt-4", "refiner_model": "gpt-4", "validator_model": "v/v", "curator_model": "gpt-4"},
  "database": {"backup_enabled": true, "path": "x"}, "security": {"allowed_directories": ["a", 1.0]},
  "user_preferences": {"a": {"b": null, "c/d": []}, "e": {}, "f": "text", "g": -0}, "custom_profiles": [${JSON.stringify(custom)}, {"name": "half"}],
  "odd": {"k": [1e3]}}`

beforeAll(async () => {
  world = await makeWorld({ conversations: 1 })
  mkdirSync(join(world.home, '.hive'), { recursive: true })
  const file = join(world.home, '.hive', 'config.json')
  writeFileSync(file, config)
  const { verification } = await world.migrate()
  expect(verification.checks).toContainEqual(expect.objectContaining({ name: 'every setting', passed: true }))
  files = [{ origin: file, copy: file }]
  const db = openReadonly(world.target)
  now = db.prepare('SELECT updated_at FROM settings LIMIT 1').pluck().get() as string
  expect(number(db, 'SELECT count(*) FROM settings')).toBe(9)
  expect(number(db, 'SELECT count(*) FROM consensus_profiles')).toBe(2)
  db.close()
})
afterAll(() => {
  world.remove()
})

function checked(change: string) {
  const path = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(world.target, path)
  changeDatabase(path, (db) => db.exec(change))
  const db = openReadonly(path)
  try {
    return settingsCheck(db, files, now)
  } finally {
    db.close()
    rmSync(path)
  }
}

it('passes on what the migration made', () => {
  expect(checked('SELECT 1')).toMatchObject({ passed: true })
})

const plants: [change: string, named: string][] = [
  [
    `UPDATE settings SET value = '9007199254740992' WHERE key = 'consensus.max_tokens'`,
    'settings.consensus.max_tokens',
  ],
  [`UPDATE settings SET value = '0.7' WHERE key = 'consensus.temperature'`, 'settings.consensus.temperature'],
  [`UPDATE settings SET key = 'preferences.F' WHERE key = 'preferences.f'`, 'settings.preferences.f'],
  [`DELETE FROM settings WHERE key = 'backup.autoEnabled'`, 'settings.backup.autoEnabled'],
  [`INSERT INTO settings (key, value) VALUES ('more', '1')`, 'settings.more'],
  [`UPDATE settings SET updated_at = 'x' WHERE key = 'preferences.f'`, 'the time of settings'],
  [
    `UPDATE configurations SET value = 'sk-or-v1-other' WHERE key = 'openrouter_api_key'`,
    'configurations.openrouter_api_key',
  ],
  [`UPDATE configurations SET encrypted = 1 WHERE key = 'hive_license_key'`, 'configurations.hive_license_key'],
  [`UPDATE configurations SET user_id = '3034c561-e193-4968-a575-f1b165d31a5b'`, 'configurations.'],
  [`UPDATE configurations SET created_at = 'x'`, 'the time of configurations'],
  [`UPDATE configurations SET updated_at = NULL`, 'the time of configurations'],
  [`UPDATE users SET license_key = 'HIVE-OTHER'`, 'users'],
  [`UPDATE users SET id = 'other'`, 'users'],
  [`UPDATE users SET updated_at = 'x'`, 'the time of users'],
  [`UPDATE consensus_settings SET value = 'mine'`, 'consensus_settings.active_profile_id'],
  [`UPDATE consensus_settings SET updated_at = 'x'`, 'the time of consensus_settings'],
  ...['profile_name', 'generator_model', 'refiner_model', 'validator_model', 'curator_model'].map(
    (column): [string, string] => [
      `UPDATE consensus_profiles SET ${column} = 'other' WHERE profile_name = 'Mine'`,
      'consensus_profiles',
    ],
  ),
  [`UPDATE consensus_profiles SET max_consensus_rounds = 4`, 'consensus_profiles'],
  [`UPDATE consensus_profiles SET created_at = 'x'`, 'the time of consensus_profiles'],
  [`DELETE FROM consensus_profiles WHERE profile_name = 'Mine'`, 'consensus_profiles'],
]

it.each(plants)('%s is found', (change, named) => {
  const { passed, detail } = checked(change)
  expect(passed).toBe(false)
  expect(detail).toContain(named)
  expect(detail).not.toContain('sk-or')
})
