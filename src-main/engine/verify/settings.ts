/** What the old settings must have become, worked out a second time and independently of `config/` (design 3.7). */
import { readFileSync } from 'node:fs'
import type { VerificationCheck } from '../model/index.js'
import type { Connection } from '../sqlite/open.js'

type Json = Record<string, unknown>

/** Settings of the old file, by their path, and the key under which the new Hive has each. */
const places: Record<string, string> = {
  'consensus/max_tokens': 'consensus.max_tokens',
  'consensus/temperature': 'consensus.temperature',
  'database/backup_enabled': 'backup.autoEnabled',
  'security/allowed_directories': 'security.allowed_directories',
  'security/blocked_directories': 'security.blocked_directories',
}

const stages = ['generator', 'refiner', 'validator', 'curator']

/** The user under whom the shipped app counts (facts T17). */
const dashboardUser = '3034c561-e193-4968-a575-f1b165d31a5b'

type Expected = {
  configurations: Map<string, string>
  settings: Map<string, string>
  profiles: string[]
  active: boolean
}

/**
 * Compares every row that the old settings fill with what their files say, both ways: key, value, whose it is and when it
 * was made (`now`). Only true before the new app has used the file. Values never get into the words.
 */
export function settingsCheck(db: Connection, copies: string[], now: string): VerificationCheck {
  const started = performance.now()
  const expected = expect(copies)
  const license = expected.configurations.get('hive_license_key')
  const wrong = [
    ...differing(
      db,
      'configurations',
      `value || char(0) || encrypted || coalesce(user_id, '')`,
      expected.configurations,
      '\0' + '0',
    ),
    ...differing(db, 'settings', 'value', expected.settings, ''),
    ...differing(
      db,
      'consensus_settings',
      'value',
      new Map(expected.active ? [['active_profile_id', 'migrated-settings']] : []),
      '',
    ),
    ...profiles(db, expected.profiles),
    ...users(db, license),
    ...moments(db, now),
  ]
  const detail =
    wrong.length === 0 ? 'every setting is what the old files say, and no other is there' : wrong.join(', ')
  const ms = Math.round(performance.now() - started)
  return { layer: 'configuration', name: 'every setting', passed: wrong.length === 0, detail, ms }
}

function expect(copies: string[]): Expected {
  const expected: Expected = { configurations: new Map(), settings: new Map(), profiles: [], active: false }
  const say = (map: Map<string, string>, key: string, value: unknown) => {
    if (!map.has(stored(key))) map.set(stored(key), stored(typeof value === 'string' ? value : JSON.stringify(value)))
  }
  for (const copy of copies) {
    const file = parse(readFileSync(copy, 'utf8'))
    if (!file) continue
    for (const [name, key] of [
      ['openrouter_api_key', 'openrouter_api_key'],
      ['license_key', 'hive_license_key'],
    ] as const) {
      if (typeof file[name] === 'string' && file[name] !== '') say(expected.configurations, key, file[name])
    }
    for (const [path, value] of values(file)) {
      const preference = /^user_preferences\/(.+)$/.exec(path)?.[1]
      const key = preference === undefined ? places[path] : `preferences.${preference.replaceAll('/', '.')}`
      if (key !== undefined && (preference !== undefined || Object.hasOwn(places, path)))
        say(expected.settings, key, value)
    }
    const own = modelsOf((stage) => objectOf(file.consensus)[`${stage}_model`])
    if (own) expected.profiles.push(stored(['Migrated settings', ...own].join('\0')))
    expected.active ||= own !== null
    for (const [index, each] of (Array.isArray(file.custom_profiles)
      ? (file.custom_profiles as unknown[])
      : []
    ).entries()) {
      const { name, models } = objectOf(each)
      const found = modelsOf((stage) => objectOf(models)[stage])
      const called = typeof name === 'string' && name !== '' ? name : `Profile ${index + 1}`
      if (found) expected.profiles.push(stored([called, ...found].join('\0')))
    }
  }
  return expected
}

/** A text as a database holds it, which knows no halves of characters. */
const stored = (text: string) => Buffer.from(text).toString()

/** Every value by its path; `~1` is a slash in a key, as in a JSON pointer. Lists and empty objects are values. */
function values(value: unknown, path = ''): [string, unknown][] {
  const entries = isPlain(value) ? Object.entries(value) : []
  if (path !== '' && entries.length === 0) return [[path, value]]
  return entries.flatMap(([key, inner]) => {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1')
    return values(inner, path === '' ? step : `${path}/${step}`)
  })
}

const json = JSON as typeof JSON & { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean }

const isPlain = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !json.isRawJSON(value)

const objectOf = (value: unknown): Json => (isPlain(value) ? value : {})

function modelsOf(of: (stage: string) => unknown): string[] | null {
  const found = stages.map(of)
  return found.every((model) => typeof model === 'string') ? found : null
}

/** The file's object with each number as it is spelt there; null for anything else, which has no settings. */
function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(
      text.replace(/^\uFEFF/, ''),
      (_key: string, each: unknown, context?: { source?: string }) =>
        typeof each === 'number' ? json.rawJSON(context?.source ?? String(each)) : each,
    )
    // What is nested deeper is taken for no settings at all.
    return isPlain(value) && !isDeep(value, 200) ? value : null
  } catch {
    // Kept word for word, and compared there.
    return null
  }
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || json.isRawJSON(value)) return false
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1))
}

/** Keys whose row is not what it must be, is missing, or is there for no reason. */
function differing(
  db: Connection,
  table: string,
  value: string,
  expected: Map<string, string>,
  more: string,
): string[] {
  const rows = db.prepare(`SELECT key, ${value} FROM main.${table}`).raw().all() as [string, unknown][]
  const found = new Map(rows)
  const keys = new Set([...found.keys(), ...expected.keys()])
  return [...keys].flatMap((key) => {
    const right = expected.get(key)
    return right !== undefined && found.get(key) === right + more ? [] : [`${table}.${key}`]
  })
}

/** Profiles as they were given: a model that has another name now must have its record. */
function profiles(db: Connection, expected: string[]): string[] {
  const given = stages.map(
    (stage) => `CASE WHEN EXISTS (SELECT 1 FROM main.migration_repairs WHERE table_name = 'consensus_profiles'
        AND row_key = p.id AND column_name = '${stage}_model' AND after = p.${stage}_model)
      THEN (SELECT before FROM main.migration_repairs WHERE table_name = 'consensus_profiles' AND row_key = p.id
        AND column_name = '${stage}_model') ELSE p.${stage}_model END`,
  )
  const rows = db.prepare(
    `SELECT profile_name, ${given.join(', ')}, max_consensus_rounds FROM main.consensus_profiles AS p`,
  )
  const found = (rows.raw().all() as unknown[][]).map((row) => row.join('\0'))
  const same = JSON.stringify(found.sort()) === JSON.stringify(expected.map((each) => [each, 3].join('\0')).sort())
  return same ? [] : ['consensus_profiles']
}

function users(db: Connection, license: string | undefined): string[] {
  const rows = db.prepare('SELECT id, license_key FROM main.users').raw().all()
  return JSON.stringify(rows) === JSON.stringify(license === undefined ? [] : [[dashboardUser, license]])
    ? []
    : ['users']
}

/** All of these rows were made in one moment, by this migration. */
function moments(db: Connection, now: string): string[] {
  const columns: Record<string, string[]> = {
    ...{ configurations: ['created_at', 'updated_at'], settings: ['updated_at'], consensus_settings: ['updated_at'] },
    ...{ consensus_profiles: ['created_at', 'updated_at'], users: ['created_at', 'updated_at'] },
  }
  return Object.entries(columns).flatMap(([table, names]) => {
    const wrong = names.map((name) => `${name} IS NOT ?`).join(' OR ')
    const found = db.prepare(`SELECT 1 FROM main.${table} WHERE ${wrong} LIMIT 1`).get(...names.map(() => now))
    return found === undefined ? [] : [`the time of ${table}`]
  })
}
