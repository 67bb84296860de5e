import { existsSync, readFileSync } from 'node:fs'
import { parse, stringify } from 'smol-toml'
import { defaultConfig, type TomlTable, type TomlValue } from './defaults.js'

/** The `config.toml` to put in place; null when the one that is there is complete and stays as it is, byte for byte. */
export type TomlPlan = {
  path: string
  content: string | null
  existing: 'absent' | 'kept' | 'completed' | 'replaced'
  /** Keys whose values are of a kind that the new Hive cannot read; ours stand in their place. */
  unreadable: string[]
}

/**
 * Makes a complete `config.toml` (design 4): what an existing valid file says wins key by key, then what the old
 * configuration says (`wishes`), then the defaults. A file that is no TOML is replaced; its bytes are in the backup.
 */
export function planToml(path: string, home: string, database: string, wishes: TomlTable): TomlPlan {
  const existing = readToml(path)
  const ours = withIntegers(merge(defaultConfig(home, database), wishes))
  if (existing === 'absent' || existing === 'invalid') {
    const state = existing === 'absent' ? 'absent' : 'replaced'
    return { path, content: write(ours), existing: state, unreadable: [] }
  }
  if (missing(ours, existing).length === 0) return { path, content: null, existing: 'kept', unreadable: [] }
  const unreadable: string[] = []
  return { path, content: write(complete(ours, existing, '', unreadable)), existing: 'completed', unreadable }
}

function readToml(path: string): TomlTable | 'absent' | 'invalid' {
  if (!existsSync(path)) return 'absent'
  try {
    return read(readFileSync(path, 'utf8'))
  } catch {
    // Not TOML (facts T25): the new Hive could not start with it either.
    return 'invalid'
  }
}

/** Integers as bigint and floats as number, both ways: 1.0 stays a float, and no integer loses digits. */
function read(content: string): TomlTable {
  return parse(content, { integersAsBigInt: true }) as TomlTable
}

function write(table: TomlTable): string {
  return stringify(table, { numbersAsFloat: true })
}

/** Our own numbers are all integers. */
function withIntegers(table: TomlTable): TomlTable {
  const whole = (value: TomlValue): TomlValue => {
    if (isTable(value)) return withIntegers(value)
    return typeof value === 'number' ? BigInt(value) : value
  }
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, whole(value)]))
}

/** `existing` wins key by key, except where the new Hive needs a value of another kind. */
function complete(ours: TomlTable, existing: TomlTable, prefix: string, unreadable: string[]): TomlTable {
  const result: TomlTable = { ...ours }
  for (const [key, value] of Object.entries(existing)) {
    const needed = ours[key]
    if (needed !== undefined && kindOf(needed) !== kindOf(value)) unreadable.push(prefix + key)
    else if (isTable(needed) && isTable(value)) result[key] = complete(needed, value, `${prefix}${key}.`, unreadable)
    else result[key] = value
  }
  return result
}

/** `over` wins key by key; tables are merged, everything else is taken whole. */
export function merge(under: TomlTable, over: TomlTable): TomlTable {
  const result: TomlTable = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = result[key]
    result[key] = isTable(below) && isTable(value) ? merge(below, value) : value
  }
  return result
}

type Kind = 'table' | 'list' | 'date' | 'string' | 'boolean' | 'integer' | 'float'

function kindOf(value: TomlValue): Kind {
  if (Array.isArray(value)) return 'list'
  if (value instanceof Date) return 'date'
  if (typeof value === 'object') return 'table'
  if (typeof value === 'bigint') return 'integer'
  return typeof value === 'number' ? 'float' : typeof value === 'string' ? 'string' : 'boolean'
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return value !== undefined && kindOf(value) === 'table'
}

/** The keys that a configuration must have and has not, as `section.key`; empty when the new Hive can load it. */
export function missingKeys(content: string, home: string, database: string): string[] {
  return missing(withIntegers(defaultConfig(home, database)), read(content))
}

/** The one key that our defaults set and the new Hive does not need (facts 2.9). */
const optional = 'repository_discovery.max_repositories'

function missing(required: TomlTable, given: TomlTable, prefix = ''): string[] {
  return Object.entries(required).flatMap(([key, value]) => {
    const found = given[key]
    const name = prefix + key
    if (found === undefined) return name === optional ? [] : [name]
    if (kindOf(value) !== kindOf(found)) return [name]
    return isTable(value) && isTable(found) ? missing(value, found, `${name}.`) : []
  })
}
