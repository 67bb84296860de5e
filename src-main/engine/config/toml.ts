import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { parse, stringify } from 'smol-toml'
import { defaultConfig, type TomlTable, type TomlValue } from './defaults.js'
import { fits, isTable, problemsOf } from './requirements.js'

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
 * configuration says (`wishes`), then the defaults. A file that is no TOML is replaced; its bytes are in the backup. The
 * result is parsed back and checked before anybody gets to see it. `then` is a copy of what lay at `path` when the run began.
 */
export function planToml(path: string, home: string, database: string, wishes: TomlTable, then = path): TomlPlan {
  const existing = readToml(then)
  const ours = withIntegers(merge(defaultConfig(home, database), wishes))
  if (existing === 'absent' || existing === 'invalid') {
    const state = existing === 'absent' ? 'absent' : 'replaced'
    return { path, content: write(ours), existing: state, unreadable: [] }
  }
  if (problemsOf(existing).length === 0) return { path, content: null, existing: 'kept', unreadable: [] }
  const unreadable: string[] = []
  const result = completeTables(complete(ours, existing, [], unreadable), unreadable)
  return { path, content: write(result), existing: 'completed', unreadable }
}

function readToml(path: string): TomlTable | 'absent' | 'invalid' {
  if (!existsSync(path)) return 'absent'
  try {
    const bytes = readFileSync(path)
    return isUtf8(bytes) ? read(bytes.toString('utf8')) : 'invalid'
  } catch {
    // Not TOML (facts T25): the new Hive could not start with it either.
    return 'invalid'
  }
}

/** Integers as bigint and floats as number, both ways: 1.0 stays a float, and no integer loses digits. */
function read(content: string): TomlTable {
  return parse(content.replace(/^\uFEFF/, ''), { integersAsBigInt: true }) as TomlTable
}

function write(table: TomlTable): string {
  const content = stringify(table, { numbersAsFloat: true })
  const problems = problemsOf(read(content))
  if (problems.length > 0) throw new Error(`The new config.toml lacks ${problems.map(({ key }) => key).join(', ')}`)
  return content
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
function complete(ours: TomlTable, existing: TomlTable, path: string[], unreadable: string[]): TomlTable {
  const result: TomlTable = { ...ours }
  for (const [key, value] of Object.entries(existing)) {
    const place = [...path, key]
    const needed = Object.hasOwn(ours, key) ? ours[key] : undefined
    if (fits(place, value) === false) unreadable.push(place.join('.'))
    else if (isTable(value)) put(result, key, complete(isTable(needed) ? needed : {}, value, place, unreadable))
    else put(result, key, value)
  }
  return result
}

/** What facts 2.9 requires of a table that may also be missing; nobody can say what the keys of a cloud account are. */
const openrouter: TomlTable = { base_url: 'https://openrouter.ai/api/v1', timeout_seconds: 30n, max_retries: 3n }

function completeTables(table: TomlTable, unreadable: string[]): TomlTable {
  const result = isTable(table.openrouter) ? { ...table, openrouter: merge(openrouter, table.openrouter) } : table
  if (!problemsOf(result).some(({ key }) => key.startsWith('cloudflare.'))) return result
  unreadable.splice(0, unreadable.length, ...unreadable.filter((key) => !key.startsWith('cloudflare.')), 'cloudflare')
  return Object.fromEntries(Object.entries(result).filter(([key]) => key !== 'cloudflare'))
}

/** `over` wins key by key; tables are merged, everything else is taken whole. */
export function merge(under: TomlTable, over: TomlTable): TomlTable {
  const result: TomlTable = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(result, key) ? result[key] : undefined
    put(result, key, isTable(below) && isTable(value) ? merge(below, value) : value)
  }
  return result
}

/** A key called `__proto__` is a key like any other. */
function put(table: TomlTable, key: string, value: TomlValue): void {
  Object.defineProperty(table, key, { value, enumerable: true, writable: true, configurable: true })
}
