import type { ConfigShape } from '../model/index.js'
import { kindOf, type FileKind } from './kinds.js'

type Values = Record<string, unknown>

/** Keys that only the structured shape J1 has; all are optional, so an object without any of ours is `unknown`. */
const structured = [
  ...['openrouter_api_key', 'license_key', 'consensus', 'database'],
  ...['security', 'user_preferences', 'custom_profiles'],
]

/** Keys of the flat shape J2, and those that only a list of keys in the old Hive's own migration names. */
const flat = ['install_date', 'total_cost', 'consensus_profile', 'default_model', 'cost_limits']
const extras = [
  ...['generator_model', 'refiner_model', 'validator_model', 'curator_model', 'database_path', 'trust_mode'],
  ...['allowed_directories', 'blocked_directories', 'legacy_mode', 'experimental_features'],
  ...['debug_verbose', 'old_api_version'],
]

const shapesOfKinds: Partial<Record<FileKind, ConfigShape>> = {
  ...{ licence: 'licence', profiles: 'profiles', 'user-settings': 'settings', environment: 'environment' },
  ...{ hook: 'hook', copy: 'copy' },
}

/** Which of the shapes of facts 1.9 a file has that could be read; a file may mix them, and all of its keys count. */
export function shapeOf(path: string, value: Values, list?: unknown[], loads = false): ConfigShape {
  const kind = kindOf(path)
  if (kind === 'toml') return loads ? 'new-hive' : 'J4'
  if (/\.ya?ml$/i.test(path)) return 'yaml'
  const byKind = shapesOfKinds[kind]
  if (byKind) return byKind
  if (kind !== 'settings') return 'data'
  if (list) return 'unknown'
  const has = (keys: string[]) => keys.some((key) => Object.hasOwn(value, key))
  const { consensus } = value
  const named = typeof consensus === 'object' && consensus !== null && 'profile' in consensus
  if (has(['providers', 'models']) || named) return 'J3'
  if (has(flat)) return 'J2'
  if (has(structured)) return 'J1'
  return has(extras) ? 'flat' : 'unknown'
}
