import { modelOf, type Model } from './models.js'
import { kindOf } from './kinds.js'
import { step } from './leaves.js'
import { isIntact, type ConfigFile } from './read.js'

export const stages = ['generator', 'refiner', 'validator', 'curator'] as const
export type Stage = (typeof stages)[number]

/** A row of `consensus_profiles`, with the model names as the old configuration had them. */
export type ProfileRow = {
  id: string
  name: string
  models: Record<Stage, Model>
  before: Record<Stage, string>
  /** The file that it comes from. */
  file: string
}

/** A value of a file that became part of a profile; or one of a profile that has no place in it. */
export type ProfileLeaf = { pointer: string; to: string; value: unknown; carried?: string }

export type Profiles = {
  rows: ProfileRow[]
  /** The row of the file's own four models, which are those it works with. */
  own: ProfileRow | null
  leaves: ProfileLeaf[]
  /** Pointers below which nothing else is to be planned. */
  used: Set<string>
}

/** Where a file may say its own four models, the most specific first (facts 1.9: J1, J4, J3, flat). */
const places = [
  (stage: Stage) => `/consensus/${stage}_model`,
  (stage: Stage) => `/consensus/models/${stage}`,
  (stage: Stage) => `/models/${stage}`,
  (stage: Stage) => `/${stage}_model`,
]

/** Where a list of profiles may stand in a file that says other things, too. */
const lists = ['custom_profiles']

/**
 * The profiles of a file (facts 1.9, 3.8): its own four models, and a list of profiles. A profile that lacks a stage cannot
 * be stored; all that it says is carried.
 */
export function profilesOf(file: ConfigFile): Profiles {
  const profiles: Profiles = { rows: [], own: null, leaves: [], used: new Set() }
  if (kindOf(file.path) === 'profiles') {
    const list = file.list ?? [file.value]
    addList(profiles, file, list, file.list ? '' : null)
    return profiles
  }
  addOwn(profiles, file)
  for (const key of lists) {
    const list = file.value[key]
    if (Array.isArray(list) && list.length > 0) addList(profiles, file, list, `/${key}`)
  }
  return profiles
}

function addOwn(profiles: Profiles, file: ConfigFile): void {
  const found = stages.map((stage) => {
    const at = places.map((place) => place(stage)).find((pointer) => isName(file, valueAt(file.value, pointer)))
    return at === undefined ? null : { stage, pointer: at, name: valueAt(file.value, at) as string }
  })
  const whole = found.filter((each) => each !== null)
  if (whole.length < stages.length) return
  const before = Object.fromEntries(whole.map(({ stage, name }) => [stage, name])) as Record<Stage, string>
  profiles.own = rowOf('migrated-settings', 'Migrated settings', before, file.path)
  profiles.rows.push(profiles.own)
  for (const { stage, pointer } of whole) noteModel(profiles, pointer, stage, profiles.own)
}

/** `prefix` is the pointer of the list; null for a file that is one profile. */
function addList(profiles: Profiles, file: ConfigFile, list: unknown[], prefix: string | null): void {
  for (const [index, each] of list.entries()) {
    const profile = asObject(each)
    const at = prefix === null ? '' : `${prefix}/${index}`
    const given = asObject(profile.models)
    if (!stages.every((stage) => isName(file, given[stage]))) {
      // A file that is no whole profile says other things, each of which is planned by itself.
      if (prefix === null) return
      profiles.leaves.push(leafOf(at, each, 'a profile needs all four models'))
      continue
    }
    const named = isName(file, profile.name)
    const name = named ? (profile.name as string) : `Profile ${index + 1}`
    const before = Object.fromEntries(stages.map((stage) => [stage, given[stage]])) as Record<Stage, string>
    const row = rowOf(slugOf(name), name, before, file.path)
    profiles.rows.push(row)
    if (named) {
      const to = 'consensus_profiles.profile_name'
      profiles.leaves.push({ pointer: `${at}/name`, to, value: name })
    }
    for (const stage of stages) noteModel(profiles, `${at}/models/${stage}`, stage, row)
    for (const [key, value] of Object.entries(profile)) {
      if ((key === 'name' && named) || key === 'models') continue
      profiles.leaves.push(leafOf(`${at}/${step(key)}`, value, 'a profile of the new Hive has no such value'))
    }
    for (const [key, value] of Object.entries(given)) {
      if ((stages as readonly string[]).includes(key)) continue
      profiles.leaves.push(leafOf(`${at}/models/${step(key)}`, value, 'the new Hive has four stages'))
    }
  }
  profiles.used.add(prefix ?? '')
}

const leafOf = (pointer: string, value: unknown, carried: string): ProfileLeaf => {
  return { pointer, to: 'legacy_config', value, carried }
}

/** A model becomes part of a profile; what a pipeline string says of the temperature is carried with the whole string. */
function noteModel(profiles: Profiles, pointer: string, stage: Stage, row: ProfileRow): void {
  const to = `consensus_profiles.${stage}_model`
  profiles.used.add(pointer)
  profiles.leaves.push({ pointer, to, value: row.before[stage] })
  if (row.models[stage].temperature === null) return
  profiles.leaves.push(leafOf(pointer, row.before[stage], 'the new Hive has no temperature of a stage'))
}

function rowOf(id: string, name: string, before: Record<Stage, string>, file: string): ProfileRow {
  const models = Object.fromEntries(stages.map((stage) => [stage, modelOf(before[stage])])) as Record<Stage, Model>
  return { id, name, before, models, file }
}

/** A name as an id: what the new Hive shows is the name. */
export function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'profile'
  )
}

/** A value by a pointer whose steps need no unescaping. */
function valueAt(value: Record<string, unknown>, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((inner, key) => {
      const object = asObject(inner)
      return Object.hasOwn(object, key) ? object[key] : undefined
    }, value)
}

const isName = (file: ConfigFile, value: unknown): value is string =>
  typeof value === 'string' && value !== '' && isIntact(file, value)

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
