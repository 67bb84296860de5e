import { existsSync, readFileSync } from 'node:fs'
import { parse, stringify } from 'smol-toml'
import { defaultConfig, type TomlTable, type TomlValue } from './defaults.js'

/** The `config.toml` to put in place; null when the one that is there is complete and stays as it is, byte for byte. */
export type TomlPlan = { path: string; content: string | null; existing: 'absent' | 'kept' | 'completed' | 'replaced' }

/**
 * Makes a complete `config.toml` (design 4): what an existing valid file says wins key by key, then what the old
 * configuration says (`wishes`), then the defaults. A file that is no TOML is replaced; its bytes are in the backup.
 */
export function planToml(path: string, home: string, database: string, wishes: TomlTable): TomlPlan {
  const existing = readToml(path)
  const ours = merge(defaultConfig(home, database), wishes)
  if (existing === 'absent' || existing === 'invalid') {
    return { path, content: stringify(ours), existing: existing === 'absent' ? 'absent' : 'replaced' }
  }
  const complete = merge(ours, existing)
  if (isSubset(ours, existing)) return { path, content: null, existing: 'kept' }
  return { path, content: stringify(complete), existing: 'completed' }
}

function readToml(path: string): TomlTable | 'absent' | 'invalid' {
  if (!existsSync(path)) return 'absent'
  try {
    return parse(readFileSync(path, 'utf8')) as TomlTable
  } catch {
    // Not TOML (facts T25): the new Hive could not start with it either.
    return 'invalid'
  }
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

/** Whether `whole` has every key of `part`. */
function isSubset(part: TomlTable, whole: TomlTable): boolean {
  return Object.entries(part).every(([key, value]) => {
    const other = whole[key]
    if (other === undefined) return false
    return isTable(value) ? isTable(other) && isSubset(value, other) : true
  })
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && Object.getPrototypeOf(value) !== Date.prototype
}

/** The keys that a configuration must have and has not, as `section.key`; empty when the new Hive can load it. */
export function missingKeys(content: string, home: string, database: string): string[] {
  const parsed = parse(content) as TomlTable
  const missing: string[] = []
  const walk = (required: TomlTable, given: TomlTable, prefix: string) => {
    for (const [key, value] of Object.entries(required)) {
      const found = given[key]
      if (found === undefined || isTable(value) !== isTable(found)) missing.push(prefix + key)
      else if (isTable(value) && isTable(found)) walk(value, found, `${prefix}${key}.`)
    }
  }
  // The one optional key that our defaults set (facts 2.9).
  walk(defaultConfig(home, database), parsed, '')
  return missing.filter((key) => key !== 'repository_discovery.max_repositories')
}
