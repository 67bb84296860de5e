import type { PreviewConfigKey } from '../model/index.js'
import type { TomlTable } from './defaults.js'
import { merge } from './toml.js'
import { profileRows, type ProfileRow } from './profiles.js'
import type { ConfigFile } from './read.js'
import { leaves, type Leaf } from './leaves.js'

/** What the old configuration becomes: rows of the target, wishes for `config.toml`, and what is carried. */
export type ConfigPlan = {
  configurations: { key: string; value: string }[]
  settings: { key: string; value: string }[]
  licenseKey: string | null
  profiles: ProfileRow[]
  /** Id of the profile that becomes active, or null when the old configuration names none. */
  activeProfile: string | null
  toml: TomlTable
  carried: { file: string; pointer: string; value: string | Buffer; reason: string }[]
  keys: PreviewConfigKey[]
}

type Way = {
  to: string
  action: PreviewConfigKey['action']
  reason?: string
  /** Which values may go this way; another would say something wrong, or keep the new Hive from starting. */
  accepts?: (value: unknown) => boolean
  apply(plan: ConfigPlan, leaf: Leaf): void
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const setting = (key: string): Way => ({
  to: `settings.${key}`,
  action: 'move',
  apply: (plan, leaf) => plan.settings.push({ key, value: text(leaf.value) }),
})

const carry = (reason: string): Way => ({
  to: 'legacy_config',
  action: 'carry',
  reason,
  apply: (plan, leaf) => {
    plan.carried.push({ file: leaf.file, pointer: leaf.pointer, value: JSON.stringify(leaf.value), reason })
  },
})

const toml = (path: [string, ...string[]], accepts: (value: unknown) => boolean): Way => ({
  to: `config.toml ${path.join('.')}`,
  action: 'move',
  accepts,
  apply: (plan, leaf) => {
    const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), leaf.value) as TomlTable
    plan.toml = merge(plan.toml, value)
  },
})

const isText = (value: unknown) => typeof value === 'string' && value !== ''

/** The way of each key of shape J1 (facts 1.9, 3.6). Keys live in the database only, never in config.toml (facts 1.6). */
const ways: Record<string, Way> = {
  '/openrouter_api_key': {
    to: 'configurations.openrouter_api_key',
    action: 'move',
    accepts: isText,
    apply: (plan, leaf) => plan.configurations.push({ key: 'openrouter_api_key', value: text(leaf.value) }),
  },
  '/license_key': {
    to: 'configurations.hive_license_key, users.license_key',
    action: 'move',
    accepts: isText,
    apply: (plan, leaf) => {
      plan.configurations.push({ key: 'hive_license_key', value: text(leaf.value) })
      plan.licenseKey = text(leaf.value)
    },
  },
  '/consensus/streaming': toml(['consensus', 'streaming', 'enabled'], (value) => typeof value === 'boolean'),
  '/consensus/max_tokens': setting('consensus.max_tokens'),
  '/consensus/temperature': setting('consensus.temperature'),
  '/database/path': carry('it would point the new Hive at the old file'),
  '/database/backup_enabled': setting('backup.autoEnabled'),
  '/security/trust_mode': toml(['security', 'trust_mode'], isText),
  '/security/allowed_directories': setting('security.allowed_directories'),
  '/security/blocked_directories': setting('security.blocked_directories'),
}

/** Plans the way of every key of every configuration file. Pure; values of keys never get into `keys`. */
export function planConfig(files: ConfigFile[]): ConfigPlan {
  const plan: ConfigPlan = {
    ...{ configurations: [], settings: [], licenseKey: null, profiles: [], activeProfile: null },
    ...{ toml: {}, carried: [], keys: [] },
  }
  // Where something went already: looked up for every key, of which there may be very many.
  const taken = { places: new Set<string>(), profiles: new Set<string>() }
  for (const file of files) {
    plan.carried.push({ file: file.path, pointer: '', value: file.raw, reason: 'the whole file, word for word' })
    if (file.shape === 'invalid') {
      plan.keys.push({ from: file.path, to: 'legacy_config', action: 'carry', reason: 'it is not valid JSON' })
      continue
    }
    const profiles = profileRows(file)
    for (const row of profiles.rows) plan.profiles.push({ ...row, id: freeId(taken.profiles, row.id) })
    plan.activeProfile ??= profiles.active
    plan.keys.push(...profiles.keys)
    for (const leaf of leaves(file)) if (!profiles.used.has(leaf.pointer)) place(plan, taken.places, leaf)
  }
  return plan
}

/** Two files may name their profiles alike: both stay, and the first keeps its id. */
function freeId(taken: Set<string>, id: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? id : `${id}-${number}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function place(plan: ConfigPlan, taken: Set<string>, leaf: Leaf): void {
  const chosen = wayOf(taken, leaf)
  const { to, action, reason } = chosen
  if (action === 'move') taken.add(to)
  plan.keys.push({ from: `${leaf.file}:${leaf.pointer}`, to, action, ...(reason ? { reason } : {}) })
  chosen.apply(plan, leaf)
}

function wayOf(places: Set<string>, { pointer, value }: Leaf): Way {
  const preference = /^\/user_preferences\/(.+)$/.exec(pointer)?.[1]
  const way = preference === undefined ? ways[pointer] : setting(`preferences.${preference.replaceAll('/', '.')}`)
  if (!way) return carry('the new Hive has no such key')
  if (way.accepts && !way.accepts(value)) return carry('the new Hive could not read this value')
  return places.has(way.to) ? carry('another key or file said it first') : way
}
