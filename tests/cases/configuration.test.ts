/** The configuration's way: every key has one, keys are kept where only the new Hive reads them, config.toml is complete. */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { stringify } from 'smol-toml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultConfig } from '../../src-main/engine/config/defaults.js'
import { largestRead } from '../../src-main/engine/config/read.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { withoutRoot } from '../support/machine.js'
import { missingKeys } from '../support/missing-keys.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 2 })
})
afterEach(() => {
  world.remove()
})

const toml = () => join(world.home, '.hive', 'config.toml')
const json = () => join(world.home, '.hive', 'config.json')

function rows(sql: string): unknown[][] {
  const db = new Database(world.target, { readonly: true })
  try {
    return db.prepare(sql).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}

function complete(): void {
  expect(missingKeys(readFileSync(toml(), 'utf8'))).toEqual([])
}

describe('config.json', () => {
  it('each key goes its way, and the whole file is carried word for word', async () => {
    const raw = readFileSync(json(), 'utf8')
    const old = JSON.parse(raw) as { openrouter_api_key: string; license_key: string }
    const { config } = await world.engine.preview({})
    await world.migrate()
    expect(rows('SELECT key, value FROM configurations ORDER BY key')).toEqual([['hive_license_key', old.license_key], ['openrouter_api_key', old.openrouter_api_key]]) // prettier-ignore
    expect(rows('SELECT license_key FROM users')).toEqual([[old.license_key]])
    expect(Object.fromEntries(rows('SELECT key, value FROM settings') as [string, string][])).toMatchObject({
      'consensus.max_tokens': '4096',
      'backup.autoEnabled': 'true',
      'security.blocked_directories': '["~/.ssh"]',
      'preferences.editor': 'vim',
      'preferences.show_costs': 'true',
    })
    expect(rows('SELECT profile_name, generator_model, validator_model FROM consensus_profiles ORDER BY 1')).toEqual([
      ['Careful reviews', 'openai/gpt-4', 'google/gemini-pro-1.5'],
      ['Migrated settings', 'anthropic/claude-3-opus', 'google/gemini-pro'],
    ])
    expect(rows('SELECT key, value FROM consensus_settings')).toEqual([['active_profile_id', 'migrated-settings']])
    expect(rows(`SELECT value FROM legacy_config WHERE pointer = ''`)).toEqual([[raw]])
    const pointers = config.map(({ from }) => from.split(':').at(-1))
    for (const pointer of ['/database/path', '/database/cloudflare_sync', '/consensus/streaming', '/custom_profiles/0/name']) expect(pointers).toContain(pointer) // prettier-ignore
    complete()
    expect(statSync(toml()).mode & 0o777).toBe(0o600)
    expect(readFileSync(toml(), 'utf8')).not.toContain('sk-or')
  })

  it.each([
    ['no JSON', 'openrouter_api_key = "sk-or-v1-sample-not-a-real-key"'],
    ['an array', '[1, 2]'],
    ['empty', ''],
    ['with a byte order mark', '\uFEFF{"license_key": "HIVE-SAMPLE-NOT-A-REAL-LICENCE"}'],
    ['of an unknown shape', '{"version": "1.7.0", "total_cost": 12.5}'],
    ['with nothing in it', '{}'],
  ])('that is %s is carried word for word', async (_, content) => {
    writeFileSync(json(), content)
    expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(rows(`SELECT value FROM legacy_config WHERE pointer = ''`)).toEqual([[content]])
    complete()
  })

  it('values of the wrong kind are not moved where they would break the new Hive', async () => {
    const models = { generator: 'a', refiner: 'b', validator: 'c', curator: 'd' }
    const profile = { name: 'Same', models }
    writeFileSync(
      json(),
      JSON.stringify({
        openrouter_api_key: null,
        license_key: '',
        consensus: { streaming: 'yes', generator_model: 5 },
        security: { trust_mode: ['x'] },
        user_preferences: { 'a.b': 1, a: { b: 2 } },
        custom_profiles: [profile, profile, { name: 'Half', models: { generator: 'a' } }, 'none'],
      }),
    )
    const { config } = await world.engine.preview({})
    expect(await world.migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(rows('SELECT * FROM configurations')).toEqual([])
    expect(rows('SELECT * FROM users')).toEqual([])
    expect(rows('SELECT generator_model FROM consensus_profiles')).toEqual([['a'], ['a']])
    expect(rows(`SELECT value FROM settings WHERE key = 'preferences.a.b'`)).toHaveLength(1)
    expect(config.find(({ from }) => from.endsWith('/consensus/streaming'))?.action).toBe('carry')
    expect(config.filter(({ from }) => from.includes('/user_preferences/')).map(({ action }) => action).sort()).toEqual(['carry', 'move']) // prettier-ignore
    complete()
  })

  it('two of them: the first says it, the other is carried', async () => {
    writeFileSync(
      join(world.home, '.hive-ai', 'config.json'),
      JSON.stringify({
        license_key: 'HIVE-SAMPLE-SECOND-ONE',
        security: { trust_mode: 'open' },
        consensus: { generator_model: 'a', refiner_model: 'b', validator_model: 'c', curator_model: 'd' },
      }),
    )
    expect(await world.migrate()).toMatchObject({ status: 'migrated' })
    expect(rows(`SELECT count(*) FROM legacy_config WHERE pointer = ''`)).toEqual([[2]])
    expect(rows('SELECT id FROM consensus_profiles ORDER BY 1')).toEqual([
      ['careful-reviews'],
      ['migrated-settings'],
      ['migrated-settings-2'],
    ])
    expect(rows(`SELECT value FROM configurations WHERE key = 'hive_license_key'`)).toEqual([
      ['HIVE-SAMPLE-SECOND-ONE'],
    ])
    expect(rows(`SELECT value FROM legacy_config WHERE pointer = '/license_key'`)).toEqual([
      ['"HIVE-SAMPLE-NOT-A-REAL-LICENCE"'],
    ])
  })
})

describe('an existing config.toml', () => {
  const full = () => stringify(defaultConfig(world.home, world.target))

  it.each([
    ['is complete', (content: string) => `# mine\n${content}`],
    [
      'is complete without what is optional',
      (content: string) => content.replace(/^max_repositories.*\n/m, '# none\n'),
    ],
    [
      'is complete and says more',
      (content: string) => `${content}\n[openrouter]\nbase_url = "u"\ntimeout_seconds = 1\nmax_retries = 1\n`,
    ],
  ])('that %s stays byte for byte', async (_, change) => {
    writeFileSync(toml(), change(full()), { mode: 0o640 })
    const before = snapshot(world.home)['.hive/config.toml']
    expect(await world.migrate()).toMatchObject({ status: 'migrated', warnings: [] })
    expect(snapshot(world.home)['.hive/config.toml']).toBe(before)
  })

  it('that is partial is completed, and its own values win', async () => {
    const own =
      'big = 9007199254740993\nratio = 1.0\nday = 1979-05-27\n\n[consensus]\ntimeout_seconds = 7\n\n[consensus.streaming]\nenabled = false\n\n[mine]\nkey = "value"\n'
    writeFileSync(toml(), own)
    expect(await world.migrate()).toMatchObject({ status: 'migrated' })
    complete()
    const now = readFileSync(toml(), 'utf8')
    for (const line of ['timeout_seconds = 7', 'enabled = false', 'key = "value"', 'big = 9007199254740993', 'ratio = 1.0', 'day = 1979-05-27']) expect(now).toContain(line) // prettier-ignore
    expect(statSync(toml()).mode & 0o777).toBe(0o600)
  })

  it('beside a target elsewhere is completed there, and what gives way in it is kept', async () => {
    const folder = join(world.home, 'elsewhere')
    mkdirSync(folder)
    const before = '[logging]\nlevel = 5\n[mine]\nkey = "value"\n'
    writeFileSync(join(folder, 'config.toml'), before)
    const to = join(folder, 'hive-ai.db')
    const { config } = await world.engine.preview({ to })
    expect(config.map(({ from }) => from)).toContain(`${join(folder, 'config.toml')}:/mine/key`)
    const { warnings } = await world.migrate({ to })
    expect(warnings.join()).toContain('logging.level')
    const now = readFileSync(join(folder, 'config.toml'), 'utf8')
    expect(missingKeys(now)).toEqual([])
    expect(now).toContain('key = "value"')
    const db = new Database(to, { readonly: true })
    const kept = db.prepare(
      `SELECT value FROM legacy_config WHERE file = ? AND pointer IN ('', '/logging/level') ORDER BY pointer`,
    )
    expect(kept.pluck().all(join(folder, 'config.toml'))).toEqual([before, '5'])
    db.close()
  })

  it('whose values are of another kind than the new Hive needs is completed so that it loads, with a warning', async () => {
    writeFileSync(toml(), 'logging = "debug"\n\n[consensus]\nstreaming = true\nprofile = "elite"\n')
    const { warnings } = await world.migrate()
    expect(warnings.join()).toContain('config.toml')
    complete()
    expect(readFileSync(toml(), 'utf8')).toContain('profile = "elite"')
  })

  it.each(['{"json": true}', 'a = = b', '[consensus\n'])(
    'that is no TOML (%s) is replaced with a warning; its bytes are in the backup',
    async (content) => {
      writeFileSync(toml(), content)
      const { warnings, backup } = await world.migrate()
      expect(warnings).toHaveLength(1)
      complete()
      const copies = readdirSync(join(backup!.path, 'files')).map((name) =>
        readFileSync(join(backup!.path, 'files', name), 'utf8'),
      )
      expect(copies).toContain(content)
    },
  )
})

describe('keys', () => {
  const secrets = ['sk-or-v1-sample-not-a-real-key', 'HIVE-SAMPLE-NOT-A-REAL-LICENCE', 'sk-or-v1-in-a-question']

  /** Every file of the state folder but the byte copies, the databases and reports included. */
  function leaks(): string[] {
    const folder = world.environment.stateHome
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/backups\/[^/]+\/files\//.test(path))
      .filter((path) => secrets.some((secret) => readFileSync(path).includes(secret)))
  }

  it('stand in no report, plan, journal, audit or manifest, and in nothing that is shown', async () => {
    const shown = [
      await world.engine.analyze({ detailed: true }),
      await world.engine.preview({}),
      await world.engine.preflight({}),
    ]
    const result = await world.migrate()
    const validated = await world.engine.validate({ level: 'strict' })
    await world.migrate()
    const back = await world.engine.rollback({ backup: result.backup!.id })
    const all = JSON.stringify([
      shown,
      result,
      validated,
      back,
      await world.engine.status({ health: true }),
      await world.engine.backups({}),
    ])
    for (const secret of secrets) expect(all).not.toContain(secret)
    expect(leaks()).toEqual([])
    for (const name of readdirSync(join(world.environment.stateHome, 'backups'))) {
      expect(statSync(join(world.environment.stateHome, 'backups', name)).mode & 0o077).toBe(0)
    }
  })

  it('stand in no report of a run that failed its verification', async () => {
    changeDatabase(world.source, (db) =>
      db.exec(
        `UPDATE conversations SET question = 'sk-or-v1-in-a-question ' || rowid, created_at = 'sk-or-v1-in-a-question'`,
      ),
    )
    const result = await world.migrate()
    changeDatabase(world.target, (db) =>
      db.exec(`UPDATE conversations SET question = 'HIVE-SAMPLE-NOT-A-REAL-LICENCE'`),
    )
    const validated = await world.engine.validate({ level: 'standard' })
    expect(validated.passed).toBe(false)
    expect(JSON.stringify([result, validated])).not.toMatch(new RegExp(secrets.join('|')))
    expect(leaks()).toEqual([])
  })
})

it('a folder called config.json is no configuration', async () => {
  mkdirSync(join(world.home, '.hive-ai', 'config.json'))
  expect(await world.migrate()).toMatchObject({ status: 'migrated' })
})

describe('the environment', () => {
  const models = { generator: 'a/a', refiner: 'a/a', validator: 'a/a', curator: 'a/a' }
  const active = () => rows(`SELECT value FROM consensus_settings WHERE key = 'active_profile_id'`)
  beforeEach(() => {
    writeFileSync(json(), JSON.stringify({ custom_profiles: [{ name: 'Fast one', models }] }))
  })
  const own = () => engineOf({ ...world.environment, homeGiven: false, env: { HIVE_DEFAULT_PROFILE: 'fast-one' } })

  it('HIVE_DEFAULT_PROFILE names the profile in use where nothing else does, and is in the plan', async () => {
    const { config } = await own().preview({})
    expect(config).toContainEqual(expect.objectContaining({ from: 'environment:/HIVE_DEFAULT_PROFILE', action: 'transform' })) // prettier-ignore
    expect(await own().migrate(plainRun)).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(active()).toEqual([['fast-one']])
    expect(rows(`SELECT file, value FROM legacy_config WHERE pointer = '/HIVE_DEFAULT_PROFILE'`)).toEqual([['environment', '"fast-one"']]) // prettier-ignore
  })

  it('HIVE_HOME that leads out of the named home writes nothing there', async () => {
    const outside = join(world.home, '..', 'theirs')
    mkdirSync(outside)
    const engine = engineOf({ ...world.environment, env: { HIVE_HOME: `${world.home}/../theirs` } })
    await engine.migrate(plainRun)
    expect(readdirSync(outside)).toEqual([])
    expect(missingKeys(readFileSync(toml(), 'utf8'))).toEqual([])
  })

  it('of somebody else than whose home was named says nothing', async () => {
    const engine = engineOf({ ...world.environment, env: { HIVE_DEFAULT_PROFILE: 'fast-one' } })
    expect((await engine.preview({})).config.map(({ from }) => from).join()).not.toContain('environment')
    await engine.migrate(plainRun)
    expect(active()).toEqual([])
  })
})

describe('settings in many files', () => {
  it('come back with a rollback by the backup’s path, also those in folders below', async () => {
    for (const path of ['profiles/p.json', 'hooks/deep/h.sh']) {
      mkdirSync(dirname(join(world.home, '.hive', path)), { recursive: true })
      writeFileSync(join(world.home, '.hive', path), '[]')
    }
    const before = snapshot(world.home)
    const { backup } = await world.migrate({ backupDir: join(world.home, '..', 'elsewhere') })
    rmSync(join(world.home, '.hive', 'profiles', 'p.json'))
    const moved = join(world.home, '..', 'moved')
    cpSync(backup!.path, moved, { recursive: true, preserveTimestamps: true })
    expect(await world.engine.rollback({ backup: moved })).toMatchObject({ verified: true })
    const after = snapshot(world.home)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(after['.hive/profiles/p.json']).toBe(before['.hive/profiles/p.json'])
  })

  it('one that cannot be read stops the migration, and is listed', async () => {
    const path = join(world.home, '.hive', 'teams.json')
    writeFileSync(path, '{}')
    chmodSync(path, 0)
    for (const folder of [join(world.home, '..'), world.home]) chmodSync(folder, 0o777)
    await withoutRoot(async () => {
      const [install] = (await world.engine.analyze({})).installs
      expect(install?.configFiles.find((file) => file.path === path)).toMatchObject({ shape: 'unreadable' })
      expect(await failureOf(world.engine.preview({}))).toMatchObject({ code: 'HM-SOURCE-UNREADABLE', exit: 4 })
    })
  })

  it('of a size that no settings have is kept whole, and its keys fill no screen', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`k${n}`, n]))
    writeFileSync(join(world.home, '.hive', 'usage.json'), JSON.stringify(many))
    writeFileSync(join(world.home, '.hive', 'huge.json'), `{"a": "${'x'.repeat(largestRead)}"}`)
    const { config } = await world.engine.preview({})
    const usage = config.filter(({ from }) => from.includes('usage.json'))
    expect(usage).toHaveLength(1001)
    expect(usage.at(-1)?.reason).toContain('4000 more keys')
    expect(config.filter(({ from }) => from.includes('huge.json')).map(({ reason }) => reason)).toEqual(['it is larger than settings ever are']) // prettier-ignore
    expect(await world.migrate()).toMatchObject({ status: 'migrated', verification: { passed: true } })
    expect(rows(`SELECT count(*) FROM legacy_config WHERE file LIKE '%usage.json'`)).toEqual([[5001]])
    expect(rows(`SELECT length(value) FROM legacy_config WHERE file LIKE '%huge.json'`)).toEqual([[largestRead + 9]])
  })

  it('a key that is a secret by itself is not shown', async () => {
    writeFileSync(join(world.home, '.hive', 'users.json'), '{"sk-or-v1-case-as-a-name": {"role": 1}}')
    const { config } = await world.engine.preview({})
    expect(config.filter(({ from }) => from.includes('users.json')).map(({ from }) => from.split(':').at(-1))).toEqual(['/[key]/role']) // prettier-ignore
    const { report } = await world.migrate()
    expect(readFileSync(report!.json, 'utf8')).not.toContain('case-as-a-name')
  })
})
