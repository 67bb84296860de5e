/** Which place a value of the old settings has by its pointer, worked out a second time and independently of `config/`. */
import { isNumber, type ReadFile } from './settings-files.js'
import { isAsSaid, tomlFacts } from './toml-facts.js'

/** Where a value may go by its pointer: the place, and whether it can go there. Names are those of facts 1.9 and 3.6. */
export type Place = [pointer: RegExp, place: string, fits: (value: unknown) => boolean]

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const plainKey = (value: unknown) => isText(value) && !/^(enc(rypted)?:|HIVEENC)/i.test(value)
const any = () => true

const keys: Place[] = [
  [/^\/(openrouter_api_key|providers\/openrouter\/(apiKey|api_key))$/, 'configurations.openrouter_api_key', plainKey],
  [/^\/(anthropic_api_key|providers\/anthropic\/(apiKey|api_key))$/, 'configurations.anthropic_api_key', plainKey],
  [/^\/hive_api_key$/, 'configurations.hive_api_key', plainKey],
  [/^\/(license_key|hive_license_key)$/, 'configurations.hive_license_key', plainKey],
]
const general: Place[] = [
  ...keys,
  [/^\/consensus\/streaming$/, 'config.toml consensus.streaming.enabled', (value) => typeof value === 'boolean'],
  [/^\/(security\/)?trust_mode$/, 'config.toml security.trust_mode', isText],
  [/^\/consensus\/(max_tokens|temperature)$/, 'settings.consensus.$1', any],
  [/^\/default_model$/, 'settings.consensus.default_model', any],
  [/^\/database\/backup_enabled$/, 'settings.backup.autoEnabled', any],
  [/^\/(?:security\/)?(allowed|blocked)_directories$/, 'settings.security.$1_directories', any],
]
const inTomlOnly: Place[] = [
  [/^\/openrouter\/api_key$/, 'configurations.openrouter_api_key', plainKey],
  [/^\/license\/key$/, 'configurations.hive_license_key', plainKey],
  [/^\/security\/trust_directories$/, 'settings.security.allowed_directories', any],
]
const inJsonOnly: Place[] = [
  [/^\/(?:user_)?preferences\/(.+)$/s, 'settings.preferences.$1', any],
  [/^\/cost_limits\/(.+)$/s, 'settings.cost_limits.$1', any],
]
const inEnvironment: Place[] = [
  [/^\/OPENROUTER_API_KEY$/, 'configurations.openrouter_api_key', plainKey],
  [/^\/ANTHROPIC_API_KEY$/, 'configurations.anthropic_api_key', plainKey],
  [/^\/HIVE_LICENSE_KEY$/, 'configurations.hive_license_key', plainKey],
]

/** What only the old Hive knew, and what is never a preference though it stands among the user's own settings. */
const noPreference =
  /^\/(consensus\/profile|consensus_profile|database\/path|database_path|legacy_mode|experimental_features|debug_verbose|old_api_version|version|install_date|total_cost|providers\/.*)$/s

/** The places that a file of a kind can fill; none for one that holds profiles or a licence. */
export function placesOf({ kind }: ReadFile): Place[] {
  if (kind === 'environment') return inEnvironment
  if (kind === 'toml') return [...inTomlOnly, ...general]
  if (kind === 'settings') return [...general, ...inJsonOnly]
  return kind === 'own' ? [...general, ...inJsonOnly, [/^\/(.+)$/s, 'settings.preferences.$1', any]] : []
}

/** The place of one value; null where it has none, and is carried. */
export function placeOf(table: Place[], file: ReadFile, pointer: string, value: unknown): string | null {
  // A key that is more than one text is one that only the old Hive could read.
  const steps = pointer.split('/')
  const above = steps.slice(2).map((_, index) => steps.slice(0, index + 2).join('/'))
  if (above.some((each) => table.some(([name, place]) => place.startsWith('configurations.') && name.test(each))))
    return null
  const words = typeof value === 'string' ? value : JSON.stringify(value)
  if (!file.isTrue(pointer) || !file.isTrue(words)) return null
  const found = table.find(([name]) => name.test(pointer))
  if (file.kind === 'toml' && !found) return sameInToml(pointer, value)
  if (!found || (file.kind === 'own' && noPreference.test(pointer) && found[1] === 'settings.preferences.$1'))
    return null
  const [name, place, fits] = found
  if (!fits(value)) return null
  // The place's own words end where the path begins: a `$` in a key is no name of a group.
  const more = name.exec(pointer)?.[1] ?? ''
  return place.split('$1').join(more.replaceAll('/', '.'))
}

/** A key that old and new have under one name: only what says where things lie, or opens them, is not taken over. */
function sameInToml(pointer: string, value: unknown): string | null {
  const path = pointer.slice(1).split('/')
  const fact = tomlFacts.find((each) => each.path.join('/') === path.join('/'))
  if (!fact || ['core_dirs', 'openrouter', 'cloudflare', 'license'].includes(path[0] ?? '')) return null
  if (pointer === '/database/path') return null
  return isAsSaid(fact.kind, tomlOf(value)) ? `config.toml ${path.join('.')}` : null
}

/** A value as a TOML file says it. */
export function tomlOf(value: unknown): unknown {
  if (!isNumber(value)) return value
  const spelt = JSON.stringify(value)
  return /^-?\d+$/.test(spelt) ? BigInt(spelt) : Number(spelt)
}
