import { masked } from '../look/value.js'
import type { PreviewConfigKey } from '../model/index.js'
import type { TomlTable } from './defaults.js'
import { inOrder, kindOf } from './kinds.js'
import { isBelow, leaves, type Leaf } from './leaves.js'
import { licenseOf, type LicenseRow } from './license.js'
import { profilesOf, type ProfileRow } from './profiles.js'
import { isIntact, type ConfigFile } from './read.js'
import { textOf } from './spelt.js'
import { askAgain, carry, isForKeys, license, wayFor, type Way } from './ways.js'

/** A value of the old configuration on its way to a row of the target, and where it comes from. */
export type Said = { key: string; value: string; leaf: Leaf }

/** What the old configuration becomes: rows of the target, wishes for `config.toml`, and what is carried. */
export type ConfigPlan = {
  configurations: Said[]
  settings: Said[]
  licenseKey: string | null
  licenses: { row: LicenseRow; leaf: Leaf }[]
  profiles: ProfileRow[]
  /** What names the profile in use, most believed first: a name, or a row of `profiles`. */
  active: ({ name: string } | { profile: ProfileRow })[]
  toml: TomlTable
  carried: { file: string; pointer: string; value: string | Buffer; reason: string }[]
  keys: PreviewConfigKey[]
  /** What a person must look after, in plain words; never with a key. */
  warnings: string[]
}

/** What the environment says beside the files. */
export type ConfigOptions = {
  /** The profile that `HIVE_DEFAULT_PROFILE` names (facts 1.3). */
  defaultProfile?: string | null
}

/** As many keys without a place are listed one by one; a file with more of them is no file that a person reads. */
const mostListed = 1000

/**
 * Plans the way of every key of every configuration file. Pure; values of keys never get into `keys`. Where files say
 * different things the first of `inOrder` wins; within a file the most deeply nested key, then the first.
 */
export function planConfig(files: ConfigFile[], { defaultProfile }: ConfigOptions = {}): ConfigPlan {
  const plan: ConfigPlan = {
    ...{ configurations: [], settings: [], licenseKey: null, licenses: [], profiles: [], active: [] },
    ...{ toml: {}, carried: [], keys: [], warnings: [] },
  }
  // Where something went already: looked up for every key, of which there may be very many.
  const taken = new Set<string>()
  const ordered = inOrder(files)
  const isEnvironment = ({ path }: ConfigFile) => kindOf(path) === 'environment'
  for (const file of ordered) if (!isEnvironment(file)) planWhole(plan, taken, file)
  if (defaultProfile) addDefaultProfile(plan, defaultProfile)
  // What a `.env` says comes after the environment itself.
  for (const file of ordered) if (isEnvironment(file)) planWhole(plan, taken, file)
  plan.warnings.push(...modelWarnings(plan.profiles))
  return plan
}

function planWhole(plan: ConfigPlan, taken: Set<string>, file: ConfigFile): void {
  plan.carried.push({ file: file.path, pointer: '', value: file.raw, reason: 'the whole file, word for word' })
  const whole = reasonForWhole(file)
  if (whole) plan.keys.push({ from: file.path, to: 'legacy_config', action: 'carry', reason: whole })
  else planFile(plan, taken, file)
}

/** Why a file is kept as a whole only; null for one whose keys go each its way. */
function reasonForWhole(file: ConfigFile): string | null {
  const kind = kindOf(file.path)
  if (file.why !== undefined) return file.why
  if (file.shape === 'new-hive') return 'settings of the new Hive: the file stays as it is'
  if (kind === 'hook') return 'a hook of the old Hive; set it up again in the new one'
  if (kind === 'copy') return 'an older copy of settings'
  if (file.list && kind !== 'profiles') return 'a list, which no setting is'
  return Object.keys(file.list ?? file.value).length === 0 ? 'there is nothing in it' : null
}

type Planned = { leaf: Leaf; way: Way; order: number }

function planFile(plan: ConfigPlan, taken: Set<string>, file: ConfigFile): void {
  const used = new Set<string>()
  const own = planProfiles(plan, file, used)
  planLicense(plan, file, used, taken)
  const open = leaves(file).filter(({ pointer }) => !isBelow(pointer, used))
  const planned = open.map((leaf, order): Planned => ({ leaf, way: wayOf(file, leaf), order }))
  const depth = ({ leaf }: Planned) => leaf.pointer.split('/').length
  const keys: [number, PreviewConfigKey][] = []
  for (const each of [...planned].sort((a, b) => depth(b) - depth(a) || a.order - b.order)) {
    const { leaf, order } = each
    const way = isTaken(taken, each.way) ? carry('another key or file said it first') : each.way
    if (way.action === 'move') taken.add(way.to)
    way.apply(plan, leaf)
    keys.push([order, keyOf(leaf, way)])
  }
  if (own) plan.active.push({ profile: own })
  list(plan, file, keys.sort(([a], [b]) => a - b).map(([, key]) => key)) // prettier-ignore
  for (const pointer of file.twice ?? []) {
    const reason = 'it stands there more than once: the last one counts, and the file is kept as it is'
    plan.keys.push(keyOf({ file: file.path, pointer, value: null }, carry(reason)))
  }
}

const isTaken = (taken: Set<string>, way: Way) => way.action === 'move' && !way.shared && taken.has(way.to)

const keyOf = ({ file, pointer }: Leaf, { to, action, reason }: Way): PreviewConfigKey => {
  // Somebody may have made a secret the name of a key.
  return { from: `${file}:${masked(pointer)}`, to: masked(to), action, ...(reason ? { reason } : {}) }
}

/** Keys with a place are always listed; of the others so many that a person can still read them. */
function list(plan: ConfigPlan, { path }: ConfigFile, keys: PreviewConfigKey[]): void {
  let left = mostListed
  const listed = keys.filter(({ to }) => to !== 'legacy_config' || left-- > 0)
  plan.keys.push(...listed)
  const more = keys.length - listed.length
  if (more === 0) return
  const reason = `and ${more} more keys without a place, each kept like these`
  plan.keys.push({ from: path, to: 'legacy_config', action: 'carry', reason })
}

function wayOf(file: ConfigFile, leaf: Leaf): Way {
  const way = wayFor(leaf)
  if (!way) return carry('the new Hive has no such key')
  if (!isIntact(file, leaf.pointer) || !isIntact(file, textOf(leaf.value))) return carry('it is not valid text')
  if (isForKeys(way) && isLocked(leaf.value)) {
    return askAgain
  }
  return way.accepts && !way.accepts(leaf.value) ? carry('the new Hive could not read this value') : way
}

/** A key that is there and no plain text: the old Hive encrypted it, by a way that nobody knows (facts 1.6). */
function isLocked(value: unknown): boolean {
  if (typeof value === 'string') return /^(enc(rypted)?:|HIVEENC)/i.test(value)
  return typeof value === 'object' && value !== null
}

/** Answers the file's own profile, which it works with unless it names another that is there. */
function planProfiles(plan: ConfigPlan, file: ConfigFile, used: Set<string>): ProfileRow | null {
  const kind = kindOf(file.path)
  if (!['settings', 'user-settings', 'toml', 'profiles'].includes(kind)) return null
  const profiles = profilesOf(file)
  plan.profiles.push(...profiles.rows)
  for (const pointer of profiles.used) used.add(pointer)
  for (const { pointer, to, value, carried } of profiles.leaves) {
    const leaf = { file: file.path, pointer, value }
    const way: Way = carried ? carry(carried) : { to, action: 'transform', apply: () => undefined }
    way.apply(plan, leaf)
    plan.keys.push(keyOf(leaf, way))
  }
  return profiles.own
}

function planLicense(plan: ConfigPlan, file: ConfigFile, used: Set<string>, taken: Set<string>): void {
  if (kindOf(file.path) !== 'licence') return
  const found = licenseOf(file)
  const { key } = file.value
  if (typeof key === 'string' && key !== '' && isIntact(file, key)) {
    planLicenseKey(plan, { file: file.path, pointer: '/key', value: key }, found !== null)
    used.add('/key')
    taken.add(license.to)
  }
  if (!found) return
  plan.licenses.push({ row: found.row, leaf: { file: file.path, pointer: '', value: null } })
  for (const pointer of found.used) {
    if (pointer !== '/key') {
      plan.keys.push({ from: `${file.path}:${pointer}`, to: `licenses.${pointer.slice(1)}`, action: 'move' })
    }
    used.add(pointer)
  }
}

/** The key of a licence is also where the new Hive looks for it, unless the settings name one. */
function planLicenseKey(plan: ConfigPlan, leaf: Leaf, inRow: boolean): void {
  const isFirst = plan.licenseKey === null
  const places = [...(isFirst ? ['configurations.hive_license_key'] : []), ...(inRow ? ['licenses.key'] : [])]
  const way: Way = {
    ...{ to: places.join(', '), action: 'move', apply: () => undefined },
    reason: 'unchanged; the new Hive checks it with the service, and may ask for it again',
  }
  if (isFirst) {
    plan.licenseKey = String(leaf.value)
    plan.configurations.push({ key: 'hive_license_key', value: plan.licenseKey, leaf })
  }
  const chosen = places.length > 0 ? way : carry('another key or file said it first')
  chosen.apply(plan, leaf)
  plan.keys.push(keyOf(leaf, chosen))
}

function addDefaultProfile(plan: ConfigPlan, name: string): void {
  const leaf = { file: 'environment', pointer: '/HIVE_DEFAULT_PROFILE', value: name }
  const way = carry('it named the profile in use')
  plan.active.push({ name })
  way.apply(plan, leaf)
  const to = 'consensus_settings.active_profile_id'
  const reason = 'where there is a profile of that name, and nothing else names one'
  plan.keys.push({ ...keyOf(leaf, way), to, action: 'transform', reason })
}

/** Names of models that nobody has told us the id of (facts 3.7, T45): they fail when they are asked. */
function modelWarnings(profiles: ProfileRow[]): string[] {
  const unknown = profiles.flatMap(({ models }) => Object.values(models).filter(({ known }) => !known))
  const names = [...new Set(unknown.map(({ id }) => masked(id)))]
  if (names.length === 0) return []
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`
  return [`Models that OpenRouter may not know under this name were kept as they are: ${shown}.`]
}
