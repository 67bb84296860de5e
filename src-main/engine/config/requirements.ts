/** What the new Hive requires of its `config.toml` (facts 2.9): it reads no default, so one wrong key and it does not start. */
import type { TomlTable, TomlValue } from './defaults.js'

/** `count`: a whole number that is not negative; `texts`: a list of texts. */
type Need = 'text' | 'switch' | 'count' | 'texts'
type Section = { [key: string]: Need | Section }

const required: Section = {
  consensus: {
    timeout_seconds: 'count',
    streaming: { enabled: 'switch', buffer_size: 'count', chunk_delay_ms: 'count' },
  },
  performance: {
    ...{ cache_size: 'text', max_workers: 'count', incremental_parsing: 'switch', background_indexing: 'switch' },
  },
  interface: {
    ...{ tui_mode: 'switch', prefer_tui: 'switch' },
    tui: { theme: 'text', mouse_enabled: 'switch', show_line_numbers: 'switch', auto_completion: 'switch' },
  },
  security: {
    ...{ trust_mode: 'text', require_confirmation: 'switch', audit_logging: 'switch', telemetry: 'switch' },
    ...{ enable_mfa: 'switch', session_timeout: 'count' },
    trust_dialog: { enabled: 'switch', auto_trust_git: 'switch', trust_timeout: 'count' },
  },
  logging: { level: 'text', format: 'text' },
  core_dirs: { data_dir: 'text', config_dir: 'text', cache_dir: 'text' },
  analytics: { collection_enabled: 'switch', retention_days: 'count', export_enabled: 'switch' },
  database: { path: 'text', connection_pool_size: 'count', enable_wal: 'switch', auto_vacuum: 'switch' },
  memory: {
    ...{ max_conversations: 'count', context_window_size: 'count' },
    ...{ clustering_enabled: 'switch', embedding_model: 'text' },
  },
  repository_discovery: {
    ...{ scanning_mode: 'text', scan_paths: 'texts', max_depth: 'count', follow_symlinks: 'switch' },
    ...{ exclude_patterns: 'texts', cache_enabled: 'switch', cache_ttl_seconds: 'count', cache_max_entries: 'count' },
    ...{ cache_persist: 'switch', extract_project_info: 'switch', operation_timeout_seconds: 'count' },
  },
}

/** Keys that may be missing, and must be of their kind where they are there. */
const optional: Section = {
  logging: { file: 'text' },
  repository_discovery: { max_repositories: 'count' },
  openrouter: { api_key: 'text' },
  license: { key: 'text', email: 'text', tier: 'text' },
}

/** Tables that may be missing; where one is there, so must these of its keys. */
const inTables: Section = {
  openrouter: { base_url: 'text', timeout_seconds: 'count', max_retries: 'count' },
  cloudflare: { database_id: 'text', account_id: 'text', api_token: 'text', sync_enabled: 'switch' },
  license: {},
}

/** Something that keeps the new Hive from starting. `section.key`; of a table that is none, only its name. */
export type TomlProblem = { key: string; missing: boolean }

/** Everything that keeps the new Hive from loading a configuration; empty when it loads. */
export function problemsOf(table: TomlTable): TomlProblem[] {
  const present = Object.fromEntries(Object.entries(inTables).filter(([name]) => Object.hasOwn(table, name)))
  const problems = [...check({ ...required, ...present }, table, true, ''), ...check(optional, table, false, '')]
  return problems.filter(({ key }, index) => problems.findIndex((each) => each.key === key) === index)
}

function check(needs: Section, table: TomlTable, must: boolean, prefix: string): TomlProblem[] {
  return Object.entries(needs).flatMap(([name, need]) => {
    const key = prefix + name
    const value = Object.hasOwn(table, name) ? table[name] : undefined
    if (value === undefined) return must ? [{ key, missing: true }] : []
    if (typeof need === 'string') return isOfKind(value, need) ? [] : [{ key, missing: false }]
    return isTable(value) ? check(need, value, must, `${key}.`) : [{ key, missing: false }]
  })
}

/** Whether the new Hive can read a value at a place (`['security', 'trust_mode']`); null when it knows no such place. */
export function fits(path: string[], value: TomlValue): boolean | null {
  const needs = [required, inTables, optional].map((section) => at(section, path)).find((need) => need !== undefined)
  if (needs === undefined) return null
  return typeof needs === 'string' ? isOfKind(value, needs) : isTable(value)
}

function at(section: Section, path: string[]): Need | Section | undefined {
  return path.reduce<Need | Section | undefined>((inner, key) => {
    return typeof inner === 'object' && Object.hasOwn(inner, key) ? inner[key] : undefined
  }, section)
}

function isOfKind(value: TomlValue, need: Need): boolean {
  if (need === 'text') return typeof value === 'string'
  if (need === 'switch') return typeof value === 'boolean'
  if (need === 'texts') return Array.isArray(value) && value.every((each) => typeof each === 'string')
  // Our own defaults are plain numbers; a whole number that was read is a bigint, and any other number a fraction.
  return typeof value === 'bigint' ? value >= 0n && value < 2n ** 63n : false
}

/** Whether a value is a table; a list, a date and a text are none. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}
