/** The way of each key of the old settings (facts 1.9, 3.6). Keys live in the database only, never in config.toml (1.6). */
import type { PreviewConfigKey } from '../model/index.js'
import type { TomlTable, TomlValue } from './defaults.js'
import { kindOf } from './kinds.js'
import type { Leaf } from './leaves.js'
import type { ConfigPlan } from './map.js'
import { fits, isTable } from './requirements.js'
import { isSpeltNumber, textOf } from './spelt.js'
import { merge } from './toml.js'

export type Way = {
  to: string
  action: PreviewConfigKey['action']
  reason?: string
  /** Several keys may go to this place: nothing is taken by the first. */
  shared?: true
  /** Which values may go this way; another would say something wrong, or keep the new Hive from starting. */
  accepts?: (value: unknown) => boolean
  apply(plan: ConfigPlan, leaf: Leaf): void
}

const setting = (key: string): Way => ({
  to: `settings.${key}`,
  action: 'move',
  apply: (plan, leaf) => plan.settings.push({ key, value: textOf(leaf.value), leaf }),
})

/** Kept aside, word for word, and said why. */
export const carry = (reason: string, action: PreviewConfigKey['action'] = 'carry'): Way => ({
  to: 'legacy_config',
  action,
  reason,
  apply: (plan, leaf) => {
    plan.carried.push({ file: leaf.file, pointer: leaf.pointer, value: JSON.stringify(leaf.value), reason })
  },
})

const toml = (path: string[], accepts: (value: unknown) => boolean): Way => ({
  to: `config.toml ${path.join('.')}`,
  action: 'move',
  accepts,
  apply: (plan, leaf) => {
    const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), tomlValue(leaf.value)) as TomlTable
    plan.toml = merge(plan.toml, value)
  },
})

const isText = (value: unknown) => typeof value === 'string' && value !== ''

/** A key of a service: a text as the service gave it. Anything else is a key that only the old Hive could read. */
const key = (name: string, more?: (plan: ConfigPlan, value: string) => void): Way => ({
  to: `configurations.${name}${more ? ', users.license_key' : ''}`,
  action: 'move',
  accepts: isText,
  apply: (plan, leaf) => {
    const value = textOf(leaf.value)
    plan.configurations.push({ key: name, value, leaf })
    more?.(plan, value)
  },
})

export const license: Way = {
  ...key('hive_license_key', (plan, value) => {
    plan.licenseKey ??= value
  }),
  reason: 'unchanged; the new Hive checks it with the service, and may ask for it again',
}

/** The profile that was in use, by its name: which row that is shows when all profiles are there. */
const active: Way = {
  ...{ to: 'consensus_settings.active_profile_id', action: 'transform', shared: true, accepts: isText },
  reason: 'where there is a profile of that name',
  apply: (plan, leaf) => {
    plan.active.push({ name: textOf(leaf.value) })
    carry('it named the profile in use').apply(plan, leaf)
  },
}

const openrouter = key('openrouter_api_key')
const anthropic = key('anthropic_api_key')
const streaming = toml(['consensus', 'streaming', 'enabled'], (value) => typeof value === 'boolean')
const trust = toml(['security', 'trust_mode'], isText)
const oldPlace = carry('it would point the new Hive at the old file')
const oldOnly = carry('it was for the old Hive only')

const ways: Record<string, Way> = {
  '/openrouter_api_key': openrouter,
  '/providers/openrouter/apiKey': openrouter,
  '/providers/openrouter/api_key': openrouter,
  '/anthropic_api_key': anthropic,
  '/providers/anthropic/apiKey': anthropic,
  '/providers/anthropic/api_key': anthropic,
  '/hive_api_key': key('hive_api_key'),
  '/license_key': license,
  '/hive_license_key': license,
  '/consensus/streaming': streaming,
  '/consensus/max_tokens': setting('consensus.max_tokens'),
  '/consensus/temperature': setting('consensus.temperature'),
  '/consensus/profile': active,
  '/consensus_profile': active,
  '/default_model': setting('consensus.default_model'),
  '/database/path': oldPlace,
  '/database_path': oldPlace,
  '/database/backup_enabled': setting('backup.autoEnabled'),
  '/security/trust_mode': trust,
  '/trust_mode': trust,
  '/security/allowed_directories': setting('security.allowed_directories'),
  '/allowed_directories': setting('security.allowed_directories'),
  '/security/blocked_directories': setting('security.blocked_directories'),
  '/blocked_directories': setting('security.blocked_directories'),
  ...{ '/legacy_mode': oldOnly, '/experimental_features': oldOnly, '/debug_verbose': oldOnly },
  ...{ '/old_api_version': oldOnly, '/version': oldOnly, '/install_date': oldOnly, '/total_cost': oldOnly },
}

/** What only a TOML file says (J4, or a config.toml that the new Hive cannot load yet). */
const tomlWays: Record<string, Way> = {
  '/openrouter/api_key': openrouter,
  '/license/key': license,
  '/security/trust_directories': setting('security.allowed_directories'),
}

const environmentWays: Record<string, Way> = {
  ...{ '/OPENROUTER_API_KEY': openrouter, '/ANTHROPIC_API_KEY': anthropic, '/HIVE_LICENSE_KEY': license },
  '/HIVE_DEFAULT_PROFILE': active,
}

/** Part of a key that is no plain text: the old Hive encrypted it, by a way that nobody knows (facts 1.6). */
export const askAgain = carry('only the old Hive could read it: enter this key again in the new Hive', 'ask-again')

/** The way of a key by its name alone; null for one without a place in the new Hive. */
export function wayFor({ file, pointer, value }: Leaf): Way | null {
  const kind = kindOf(file)
  const above = pointer.slice(0, pointer.lastIndexOf('/'))
  if (above !== '' && kind !== 'data') {
    const way = wayFor({ file, pointer: above, value: '' })
    if (way === askAgain || (way && isForKeys(way))) return askAgain
  }
  if (kind === 'environment') return own(environmentWays, pointer)
  if (kind !== 'settings' && kind !== 'user-settings' && kind !== 'toml') return null
  const way = (kind === 'toml' ? own(tomlWays, pointer) : null) ?? own(ways, pointer)
  if (way) return way
  if (kind === 'toml') return sameInToml(pointer, value)
  const preference = /^\/(?:user_)?preferences\/(.+)$/s.exec(pointer)?.[1]
  if (preference !== undefined) return setting(`preferences.${preference.replaceAll('/', '.')}`)
  const limit = /^\/cost_limits\/(.+)$/s.exec(pointer)?.[1]
  if (limit !== undefined) return setting(`cost_limits.${limit.replaceAll('/', '.')}`)
  if (/^\/providers\//.test(pointer)) return carry('the new Hive speaks to OpenRouter only')
  // A file of the user's own settings holds nothing else.
  return kind === 'user-settings' && pointer !== '/'
    ? setting(`preferences.${pointer.slice(1).replaceAll('/', '.')}`)
    : null
}

/** Sections that say where the old Hive keeps its things, or hold what is no setting. */
const notTaken = ['core_dirs', 'openrouter', 'cloudflare', 'license']

/** A key that the new Hive's configuration has under the very same name. */
function sameInToml(pointer: string, value: unknown): Way | null {
  const [section = '', ...rest] = pointer.slice(1).split('/').map(unescaped)
  if (notTaken.includes(section)) return null
  const path: [string, ...string[]] = [section, ...rest]
  if (isTable(tomlValue(value))) return null
  return fits(path, tomlValue(value)) === true ? toml(path, () => true) : null
}

/** Places for keys: a value there that is no text was encrypted by the old Hive, or says nothing. */
export const isForKeys = (way: Way): boolean => way.to.startsWith('configurations.')

const own = (table: Record<string, Way>, pointer: string): Way | null =>
  Object.hasOwn(table, pointer) ? (table[pointer] ?? null) : null

const unescaped = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** A value as TOML has it. */
function tomlValue(value: unknown): TomlValue {
  if (!isSpeltNumber(value)) return value as TomlValue
  const text = JSON.stringify(value)
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}
