/**
 * Whatever the old settings are, what `config/` makes of them is what the verification works out by itself, and nothing is
 * lost: random files of every kind, with keys and values that mean something here. As with the random databases,
 * `HIVE_CASE_SEED=random` (or a number) and `HIVE_CASE_RUNS` search further.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { parse, stringify } from 'smol-toml'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultConfig, type TomlTable } from '../../../../src-main/engine/config/defaults.js'
import { planConfig } from '../../../../src-main/engine/config/map.js'
import { readConfigFile } from '../../../../src-main/engine/config/read.js'
import { problemsOf } from '../../../../src-main/engine/config/requirements.js'
import { planToml } from '../../../../src-main/engine/config/toml.js'
import { writeConfigRows } from '../../../../src-main/engine/config/write-rows.js'
import { configurationChecks } from '../../../../src-main/engine/verify/configuration.js'
import { settingsCheck } from '../../../../src-main/engine/verify/settings.js'
import { wrongKeys } from '../../../../src-main/engine/verify/toml-facts.js'
import { newTarget } from '../../../support/target-database.js'

const asked = process.env.HIVE_CASE_SEED
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? '20240115')
const more = process.env.HIVE_CASE_RUNS
const search = (runs: number) => ({ seed, numRuns: Number(more ?? String(runs)) })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-agree-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const now = '2026-01-02T03:04:05.678Z'
const name = fc.constantFrom('Mine', 'mine!', 'Enterprise Grade', 'enterprise-grade', 'Migrated settings', '設定', 'x')
const model = fc.constantFrom('gpt-4', 'OpenAI:gpt-4:0.7', 'Gemini:gemini-pro', 'a/b', 'unknown', '', 5, null)
const scalar = fc.oneof(
  fc.constantFrom(
    'text',
    '',
    'enc:x',
    'HIVE-AB12-CD34-EF56-7890',
    'sk-or-v1-x',
    '\ud800',
    'a\u0000b',
    true,
    false,
    null,
  ),
  ...[
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    name,
    fc.string({ unit: 'binary', maxLength: 4 }),
  ],
)
const some = (keys: string[]) => fc.constantFrom(...keys)
const table = (keys: string[], value: fc.Arbitrary<unknown>) => fc.dictionary(some(keys), value, { maxKeys: 4 })
const stages = ['generator', 'refiner', 'validator', 'curator']
const models = fc.oneof(
  { weight: 3, arbitrary: fc.record(Object.fromEntries(stages.map((stage) => [stage, model]))) },
  table([...stages, 'other', '__proto__'], model),
)
const profile = fc.oneof(
  fc.record({ name: fc.oneof(name, scalar), models, description: scalar, 'a/b': scalar }, { requiredKeys: [] }),
  scalar,
)
const settings = fc.record(
  {
    openrouter_api_key: fc.oneof(scalar, table(['data'], scalar)),
    license_key: scalar,
    hive_license_key: scalar,
    consensus: fc.record(
      {
        ...{ profile: fc.oneof(name, scalar), streaming: fc.oneof(fc.boolean(), scalar), max_tokens: scalar, models },
        ...Object.fromEntries(stages.map((stage) => [`${stage}_model`, model])),
      },
      { requiredKeys: [] },
    ),
    models,
    providers: table(['openrouter', 'anthropic', 'openai'], table(['apiKey', 'api_key', 'x'], scalar)),
    consensus_profile: name,
    default_model: scalar,
    cost_limits: table(['daily', 'a.b', '~/'], scalar),
    preferences: table(['a', 'b', '$1', '__proto__'], fc.oneof(scalar, table(['a', ''], scalar), fc.array(scalar))),
    user_preferences: table(['a', 'b', 'a/b'], fc.oneof(scalar, table(['b'], scalar))),
    security: table(
      ['trust_mode', 'allowed_directories', 'blocked_directories', 'other'],
      fc.oneof(scalar, fc.array(scalar)),
    ),
    trust_mode: scalar,
    allowed_directories: fc.array(scalar),
    database: table(['path', 'backup_enabled', 'x'], scalar),
    ...{ version: scalar, legacy_mode: scalar, generator_model: model, '': scalar, custom_profiles: fc.array(profile) },
  },
  { requiredKeys: [] },
)
const license = fc.record(
  {
    ...{ key: scalar, tier: scalar, daily_limit: fc.oneof(fc.nat(), scalar), user_id: scalar, validated_at: scalar },
    ...{ email: scalar, features: fc.oneof(scalar, fc.array(scalar), table(['a'], scalar)), other: scalar },
  },
  { requiredKeys: ['key', 'tier', 'daily_limit', 'user_id'] },
)
const names = ['config.json', 'current-config.json', 'config/own.json', 'license.json', 'profiles/p.json', 'budget.json', '.env'] // prettier-ignore
const files = fc.uniqueArray(
  fc.record({
    path: fc.tuple(fc.constantFrom('.hive-ai', '.hive'), some(names)).map((parts) => parts.join('/')),
    content: fc.oneof(settings, license, fc.array(profile), profile, fc.constant('A=1\nHIVE_DEFAULT_PROFILE=mine\n')),
  }),
  { maxLength: 5, selector: ({ path }) => path },
)

it(`of settings, profiles and licences (seed ${seed})`, { timeout: 600_000 }, () => {
  let moved = 0
  fc.assert(
    fc.property(files, fc.option(name), (given, defaultProfile) => {
      const copies = given.map(({ path, content }) => {
        const copy = join(folder, path)
        mkdirSync(dirname(copy), { recursive: true })
        writeFileSync(copy, typeof content === 'string' ? content : JSON.stringify(content))
        return { origin: copy, copy }
      })
      const read = copies.map(({ copy }) => readConfigFile(copy))
      const plan = planConfig(read, { defaultProfile })
      const db = newTarget()
      db.defaultSafeIntegers(true)
      try {
        writeConfigRows(db, 'run', plan, now)
        expect(settingsCheck(db, copies, now, { defaultProfile })).toMatchObject({ passed: true })
        const toml = join(folder, 'config.toml')
        rmSync(toml, { force: true })
        writeFileSync(toml, planToml(toml, folder, join(folder, 'hive-ai.db'), plan.toml).content ?? '')
        const order = { toml, home: folder, database: '', files: copies }
        for (const check of configurationChecks(db, order)) expect(check).toMatchObject({ passed: true })
        moved += plan.settings.length + plan.profiles.length + plan.licenses.length
        // A second run of the same brings nothing new.
        const again = db.prepare('SELECT count(*) FROM legacy_config').pluck().get()
        db.exec(`INSERT INTO migration_history (migration_version, run_id) VALUES ('1', 'run')`)
        const rows = db.prepare('SELECT count(*) FROM consensus_profiles').pluck()
        const before = rows.get()
        const earlier = join(folder, 'earlier.db')
        writeFileSync(earlier, db.serialize())
        writeConfigRows(db, 'later', plan, 'later')
        const options = { defaultProfile, databases: [earlier] }
        expect(settingsCheck(db, copies, 'later', options)).toMatchObject({ passed: true })
        expect([rows.get(), db.prepare('SELECT count(*) FROM legacy_config').pluck().get()]).toEqual([before, again])
      } finally {
        db.close()
      }
    }),
    search(150),
  )
  // Most files say something that moves; else this would prove nothing.
  expect(moved).toBeGreaterThan(150)
})

const tomlValue = fc.oneof(
  fc.constantFrom<unknown>('text', true, false, 1n, -1n, 0n, 9007199254740993n, 1.5, 1.0, ['a'], ['a', 1n], []),
  fc.constantFrom<unknown>({}, { a: 1n }, new Date('2020-01-01T00:00:00Z')),
)
const sections = ['consensus', 'consensus.streaming', 'security', 'security.trust_dialog', 'logging', 'openrouter', 'cloudflare', 'license', 'database', 'core_dirs', 'repository_discovery', 'mine', '__proto__'] // prettier-ignore
const keysOf = ['timeout_seconds', 'enabled', 'streaming', 'telemetry', 'level', 'file', 'api_key', 'key', 'path', 'profile', 'base_url', 'max_retries', 'account_id', 'database_id', 'api_token', 'sync_enabled', 'max_repositories', 'scan_paths', 'data_dir', '__proto__'] // prettier-ignore

it(
  `of what keeps the new Hive from loading its configuration, and of what stays in it (seed ${seed})`,
  { timeout: 600_000 },
  () => {
    const change = fc.record({ section: some(sections), key: fc.option(some(keysOf)), value: fc.option(tomlValue) })
    let loaded = 0
    fc.assert(
      fc.property(fc.boolean(), fc.array(change, { maxLength: 6 }), (whole, changes) => {
        const start = whole ? stringify(defaultConfig(folder, join(folder, 'x.db'))) : ''
        const given = parse(start, { integersAsBigInt: true }) as TomlTable
        for (const { section, key, value } of changes) apply(given, section.split('.'), key, value)
        const text = stringify(given, { numbersAsFloat: true })
        const table = parse(text, { integersAsBigInt: true }) as TomlTable
        expect(problemsOf(table).length > 0).toBe(wrongKeys(table).length > 0)
        if (wrongKeys(table).length === 0) loaded++
        const before = join(folder, 'before.toml')
        const toml = join(folder, 'after.toml')
        writeFileSync(before, text)
        const plan = planToml(before, folder, join(folder, 'x.db'), {})
        expect(plan.content === null).toBe(wrongKeys(table).length === 0)
        writeFileSync(toml, plan.content ?? text)
        const db = newTarget()
        const checks = configurationChecks(db, { toml, home: folder, database: '', files: [], before })
        db.close()
        for (const check of checks) expect(check).toMatchObject({ passed: true })
      }),
      search(600),
    )
    expect(loaded).toBeGreaterThan(20)
  },
)

function apply(table: TomlTable, path: string[], key: string | null, value: unknown): void {
  const own = (at: TomlTable, name: string, to: unknown) =>
    Object.defineProperty(at, name, {
      value: structuredClone(to),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  let at = table
  for (const [index, step] of path.entries()) {
    if (key === null && index === path.length - 1) {
      if (value === null) Reflect.deleteProperty(at, step)
      else own(at, step, value)
      return
    }
    const inner = Object.hasOwn(at, step) ? at[step] : undefined
    if (typeof inner !== 'object' || Array.isArray(inner) || inner instanceof Date) own(at, step, {})
    at = at[step] as TomlTable
  }
  if (key !== null && value === null) Reflect.deleteProperty(at, key)
  else if (key !== null) own(at, key, value)
}
