/** What the old settings must have become, worked out a second time and independently of `config/` (docs/adr/0007). */
import { isNumber, isObject, type Json, type ReadFile } from './settings-files.js'
import { saysTemperature } from './settings-models.js'
import { isText, placeOf, placesOf } from './settings-places.js'

export const stages = ['generator', 'refiner', 'validator', 'curator']

/** A value at a place: `configurations.<key>`, `settings.<key>` or `config.toml <path>`. */
export type Placed = { file: string; pointer: string; value: unknown }

/** A profile as the files say it: the name and four models, in the files' own words. */
export type ExpectedProfile = { file: string; name: string; models: string[] }

export type Expected = {
  places: Map<string, Placed>
  profiles: ExpectedProfile[]
  /** What names the profile in use, most believed first; a number is an index of `profiles`. */
  active: (string | number)[]
  licenses: { file: string; cells: Record<string, string | bigint> }[]
  licenseKey: string | null
  /** Values that are at a place or in a row; all others must be carried. */
  home: Map<string, Set<string>>
  /** Values that are carried although they have a place, too. */
  alsoCarried: Placed[]
}

/** `defaultProfile` is the one that the environment names. */
export function expectSettings(files: ReadFile[], defaultProfile: string | null): Expected {
  const expected: Expected = {
    ...{ places: new Map(), profiles: [], active: [], licenses: [], licenseKey: null },
    ...{ home: new Map(), alsoCarried: [] },
  }
  const isEnvironment = ({ kind }: ReadFile) => kind === 'environment'
  for (const file of files.filter((each) => !isEnvironment(each))) expectFile(expected, file)
  if (defaultProfile !== null) expected.active.push(defaultProfile)
  for (const file of files.filter(isEnvironment)) expectFile(expected, file)
  return expected
}

function expectFile(expected: Expected, file: ReadFile): void {
  const home = new Set<string>()
  expected.home.set(file.origin, home)
  const own = expectProfiles(expected, file, home)
  if (file.kind === 'licence') expectLicense(expected, file, home)
  const table = placesOf(file)
  const depth = (pointer: string) => pointer.split('/').length
  for (const [pointer, value] of [...file.values].sort(([a], [b]) => depth(b) - depth(a))) {
    const place = home.has(pointer) ? null : placeOf(table, file, pointer, value)
    if (place === null || expected.places.has(place)) continue
    expected.places.set(place, { file: file.origin, pointer, value })
    home.add(pointer)
    if (place === 'configurations.hive_license_key') expected.licenseKey ??= value as string
  }
  const names = ['/consensus/profile', '/consensus_profile', '/HIVE_DEFAULT_PROFILE']
  for (const [pointer, value] of [...file.values].sort(([a], [b]) => depth(b) - depth(a))) {
    if (table.length > 0 && names.includes(pointer) && isText(value) && file.isTrue(value)) {
      if ((pointer === '/HIVE_DEFAULT_PROFILE') === (file.kind === 'environment')) expected.active.push(value)
    }
  }
  if (own !== null) expected.active.push(own)
}

/** Answers the index of the file's own profile. */
function expectProfiles(expected: Expected, file: ReadFile, home: Set<string>): number | null {
  if (file.kind === 'profiles') {
    const list = file.list ?? [file.tree]
    for (const [index, each] of list.entries())
      addProfile(expected, file, home, each, index, file.list ? `/${index}` : '')
    return null
  }
  if (!['settings', 'own', 'toml'].includes(file.kind)) return null
  const at = stages.map((stage) =>
    [`/consensus/${stage}_model`, `/consensus/models/${stage}`, `/models/${stage}`, `/${stage}_model`].find(
      (pointer) => {
        return isSaid(file, lookUp(file.tree, pointer.slice(1).split('/')))
      },
    ),
  )
  const whole = at.every((pointer) => pointer !== undefined)
  const own = whole ? expected.profiles.length : null
  if (whole) {
    const models = at.map((pointer) => lookUp(file.tree, pointer.slice(1).split('/')) as string)
    expected.profiles.push({ file: file.origin, name: 'Migrated settings', models })
    for (const [index, pointer] of at.entries()) noteModel(expected, file, home, pointer, models[index] ?? '')
  }
  const custom = file.tree.custom_profiles
  if (Array.isArray(custom) && custom.length > 0) {
    home.add('/custom_profiles')
    for (const [index, each] of (custom as unknown[]).entries()) {
      addProfile(expected, file, home, each, index, `/custom_profiles/${index}`)
    }
  }
  return own
}

function addProfile(
  expected: Expected,
  file: ReadFile,
  home: Set<string>,
  each: unknown,
  index: number,
  at: string,
): void {
  const carry = (pointer: string, value: unknown) => expected.alsoCarried.push({ file: file.origin, pointer, value })
  const profile = isObject(each) ? each : {}
  const given = isObject(profile.models) ? profile.models : {}
  const said = stages.map((stage) => (Object.hasOwn(given, stage) ? given[stage] : undefined))
  // A file that is one profile has its values listed like any other's.
  const listed = at !== ''
  if (!said.every((model) => isSaid(file, model))) {
    if (listed) carry(at, each)
    return
  }
  const named = isSaid(file, profile.name)
  expected.profiles.push({
    ...{ name: named ? (profile.name as string) : `Profile ${index + 1}`, file: file.origin },
    models: said,
  })
  if (named) home.add(`${at}/name`)
  for (const [number, stage] of stages.entries())
    noteModel(expected, file, home, `${at}/models/${stage}`, said[number] as string)
  const step = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
  for (const [key, value] of Object.entries(profile)) {
    if (key === 'models' || (key === 'name' && named)) continue
    carry(`${at}/${step(key)}`, value)
    if (!listed) for (const [pointer] of file.values) if (pointer.startsWith(`/${step(key)}`)) home.add(pointer)
  }
  for (const [key, value] of Object.entries(given)) if (!stages.includes(key)) carry(`${at}/models/${step(key)}`, value)
  if (!listed) for (const [pointer] of file.values) if (pointer.startsWith('/models/')) home.add(pointer)
}

function noteModel(expected: Expected, file: ReadFile, home: Set<string>, pointer: string, model: string): void {
  home.add(pointer)
  if (saysTemperature(model)) expected.alsoCarried.push({ file: file.origin, pointer, value: model })
}

const isSaid = (file: ReadFile, value: unknown): value is string => isText(value) && file.isTrue(value)

function lookUp(tree: Json, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    tree,
  )
}

/** A licence that has all that its table requires; else its key alone. */
function expectLicense(expected: Expected, file: ReadFile, home: Set<string>): void {
  const { tree } = file
  const limit = isNumber(tree.daily_limit) && /^-?\d{1,18}$/.test(JSON.stringify(tree.daily_limit))
  const whole = limit && ['key', 'tier', 'user_id', 'validated_at'].every((name) => isSaid(file, tree[name]))
  const isNew = expected.licenseKey === null
  if (isSaid(file, tree.key) && (isNew || whole)) {
    home.add('/key')
    if (isNew) {
      expected.licenseKey = tree.key
      expected.places.set('configurations.hive_license_key', { file: file.origin, pointer: '/key', value: tree.key })
    }
  }
  if (!whole) return
  const cells: Record<string, string | bigint> = { daily_limit: BigInt(JSON.stringify(tree.daily_limit)) }
  for (const name of ['key', 'tier', 'user_id', 'validated_at', 'email', 'expires_at']) {
    const cell = tree[name]
    if (isSaid(file, cell)) cells[name] = cell
  }
  const features = tree.features === undefined || tree.features === null ? '' : JSON.stringify(tree.features)
  if (isSaid(file, features)) cells.features = features
  expected.licenses.push({ file: file.origin, cells })
  for (const name of Object.keys(cells)) {
    for (const [pointer] of file.values)
      if (pointer === `/${name}` || pointer.startsWith(`/${name}/`)) home.add(pointer)
  }
}
