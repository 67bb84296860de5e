/** Verification of the settings finds what was planted: every column that the old files fill. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { number, openReadonly } from '../../src-main/engine/sqlite/open.js'
import { configurationChecks } from '../../src-main/engine/verify/configuration.js'
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

/** Files of the other kinds, below the home. */
const more: Record<string, string> = {
  '.config/hive/config.json':
    '{"cost_limits": {"daily": 5}, "security": {"trust_mode": "strict"}, "providers": {"openai": {"apiKey": "sk-direct"}}}',
  '.hive/config/own.json': '{"theme": "dark", "consensus_profile": "Mine"}',
  '.hive/profiles/p.json':
    '[{"name": "Piped", "note": "n", "models": {"generator": "Grok:grok-3-beta:0.5", "refiner": "x/y", "validator": "a/b", "curator": "c/d"}}]',
  '.hive/license.json':
    '{"key": "HIVE-SAMPLE", "tier": "TEAM", "daily_limit": 600, "user_id": "u", "validated_at": "2025-01-01", "features": [1.0], "device": "d"}',
  '.hive/budget.json': '{"limit": 1.50}',
  '.hive/memory-config.yaml': 'retention:\n  default: 90d\n',
  '.hive/old.toml': '[llm]\nretries = 5\n[logging]\nlevel = "trace"\n',
  '.hive/.env': 'OTHER=1\n',
}

beforeAll(async () => {
  world = await makeWorld({ conversations: 1 })
  mkdirSync(join(world.home, '.hive'), { recursive: true })
  const file = join(world.home, '.hive', 'config.json')
  writeFileSync(file, config)
  for (const [path, content] of Object.entries(more)) {
    mkdirSync(dirname(join(world.home, path)), { recursive: true })
    writeFileSync(join(world.home, path), content)
  }
  const { verification } = await world.migrate()
  expect(verification.checks).toContainEqual(expect.objectContaining({ name: 'every setting', passed: true }))
  files = [file, ...Object.keys(more).map((path) => join(world.home, path))].map((origin) => ({ origin, copy: origin }))
  const db = openReadonly(world.target)
  now = db.prepare('SELECT updated_at FROM settings LIMIT 1').pluck().get() as string
  expect(number(db, 'SELECT count(*) FROM settings')).toBe(11)
  expect(number(db, 'SELECT count(*) FROM consensus_profiles')).toBe(3)
  expect(number(db, 'SELECT count(*) FROM licenses')).toBe(1)
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
  [`INSERT INTO settings (key, value) VALUES ('sk-or-v1-secret', '1')`, 'settings.[key]'],
  [`DELETE FROM settings WHERE key = 'cost_limits.daily'`, 'settings.cost_limits.daily'],
  [`UPDATE settings SET value = 'light' WHERE key = 'preferences.theme'`, 'settings.preferences.theme'],
  [`DELETE FROM consensus_settings`, 'consensus_settings.active_profile_id'],
  [`INSERT INTO consensus_settings (key, value) VALUES ('more', '1')`, 'consensus_settings.more'],
  [`UPDATE consensus_profiles SET generator_model = 'x-ai/grok-3' WHERE id = 'piped'`, 'consensus_profiles'],
  [`DELETE FROM migration_repairs WHERE row_key = 'piped'`, 'consensus_profiles'],
  [`UPDATE migration_repairs SET before = 'grok' WHERE row_key = 'piped'`, 'consensus_profiles'],
  ...['key', 'tier', 'daily_limit', 'user_id', 'validated_at', 'features'].map((column): [string, string] => [
    `UPDATE licenses SET ${column} = '1'`,
    'licenses',
  ]),
  [`UPDATE licenses SET email = 'made@up.example'`, 'licenses'],
  [`UPDATE licenses SET created_at = 'x'`, 'the time of licenses'],
  [`DELETE FROM licenses`, 'licenses'],
  ...[
    ['/providers/openai/apiKey', '.config/hive/config.json'],
    ['/device', '.hive/license.json'],
    ['/limit', '.hive/budget.json'],
    ['/llm/retries', '.hive/old.toml'],
    ['/OTHER', '.hive/.env'],
    ['/odd/k', '.hive/config.json'],
    ['/database/path', '.hive/config.json'],
    ['/0/note', '.hive/profiles/p.json'],
    ['/0/models/generator', '.hive/profiles/p.json'],
    ['/custom_profiles/1', '.hive/config.json'],
    ['/consensus_profile', '.hive/config/own.json'],
  ].flatMap(([pointer = '', path = '']): [string, string][] => [
    [`DELETE FROM legacy_config WHERE pointer = '${pointer}'`, pointer],
    [`UPDATE legacy_config SET value = '"other"' WHERE pointer = '${pointer}'`, path],
  ]),
  [`UPDATE legacy_config SET value = '"91d"' WHERE pointer = '/retention/default'`, 'default'],
]

it.each(plants)('%s is found', (change, named) => {
  const { passed, detail } = checked(change)
  expect(passed).toBe(false)
  expect(detail).toContain(named)
  expect(detail).not.toContain('sk-or')
})

describe('what config.toml says, and the files as a whole', () => {
  const toml = () => join(world.home, '.hive', 'config.toml')

  function looked(change: string, edit: (text: string) => string, before?: string) {
    const [path, changed] = [
      join(world.environment.tmpdir, 'changed.db'),
      join(world.environment.tmpdir, 'changed.toml'),
    ]
    copyFileSync(world.target, path)
    changeDatabase(path, (db) => db.exec(change))
    writeFileSync(changed, edit(readFileSync(toml(), 'utf8')))
    const old = join(world.environment.tmpdir, 'before.toml')
    if (before !== undefined) writeFileSync(old, before)
    const db = openReadonly(path)
    try {
      const order = { toml: changed, home: world.home, database: world.target, files }
      return configurationChecks(db, before === undefined ? order : { ...order, before: old })
        .filter(({ passed }) => !passed)
        .map(({ name, detail }) => `${name}: ${detail}`)
        .join()
    } finally {
      db.close()
      for (const each of [path, changed, old]) rmSync(each, { force: true })
    }
  }
  const same = (text: string) => text

  it('passes on what the migration made, and on what a file said that lay there', () => {
    expect(looked('SELECT 1', same)).toBe('')
    expect(looked('SELECT 1', same, '[consensus]\ntimeout_seconds = 300\n[logging]\nlevel = 3\n')).toBe('')
  })

  it.each([
    ['a section is missing', (text: string) => text.replace('[analytics]', '[other]'), 'analytics.retention_days'],
    ['a key is missing', (text: string) => text.replace(/^max_depth.*$/m, ''), 'repository_discovery.max_depth'],
    ['a text stands for a number', (text: string) => text.replace('max_retries', 'x').replace(/retention_days = \d+/, 'retention_days = "90"'), 'analytics.retention_days'], // prettier-ignore
    ['a number is negative', (text: string) => text.replace(/session_timeout = \d+/, 'session_timeout = -1'), 'security.session_timeout'], // prettier-ignore
    ['a list holds a number', (text: string) => text.replace(/exclude_patterns = \[/, 'exclude_patterns = [ 1, '), 'exclude_patterns'], // prettier-ignore
    ['an account is half', (text: string) => `${text}\n[cloudflare]\naccount_id = "a"\n`, 'cloudflare.database_id'],
    ['a licence is no table', (text: string) => `license = 5\n${text}`, 'license'],
    ['it is no TOML', (text: string) => `${text}\n=`, 'not valid TOML'],
    ['what the old settings say is not in it', (text: string) => text.replace('trust_mode = "strict"', 'trust_mode = "explicit"'), 'security.trust_mode'], // prettier-ignore
    ['a wish of a TOML file is not in it', (text: string) => text.replace('level = "trace"', 'level = "info"'), 'logging.level'], // prettier-ignore
  ])('%s', (_, edit, named) => {
    expect(looked('SELECT 1', edit)).toContain(named)
  })

  it.each([
    ['[logging]\nlevel = "debug"\n', 'logging.level'],
    ['[mine]\nkey = 1\n', 'mine.key'],
    ['[mine]\nday = 1979-05-27\n', 'mine.day'],
    ['[openrouter]\nbase_url = "u"\n', 'openrouter.base_url'],
  ])('a file that lay there said %s, which is gone', (before, named) => {
    expect(looked('SELECT 1', same, before)).toContain(named)
  })

  it('a file is not kept word for word', () => {
    const changed = looked(
      `UPDATE legacy_config SET value = value || ' ' WHERE pointer = '' AND file LIKE '%.yaml'`,
      same,
    )
    expect(changed).toContain('memory-config.yaml is not kept word for word')
  })
})
