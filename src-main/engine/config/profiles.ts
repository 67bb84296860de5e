import type { PreviewConfigKey } from '../model/index.js'
import { openRouterId } from './models.js'
import type { ConfigFile } from './read.js'

const stages = ['generator', 'refiner', 'validator', 'curator'] as const
type Stage = (typeof stages)[number]

/** A row of `consensus_profiles`, with the model names as the old configuration had them. */
export type ProfileRow = { id: string; name: string; models: Record<Stage, string>; before: Record<Stage, string> }

export type Profiles = { rows: ProfileRow[]; active: string | null; keys: PreviewConfigKey[]; used: Set<string> }

/**
 * The profiles of a J1 file (facts 1.9, 3.8): the four models of `consensus`, which become the active profile, and
 * `custom_profiles`. A profile that lacks a stage cannot be stored and is carried with the rest of the file.
 */
export function profileRows(file: ConfigFile): Profiles {
  const profiles: Profiles = { rows: [], active: null, keys: [], used: new Set() }
  const consensus = asObject(file.value.consensus)
  const own = models((stage) => consensus[`${stage}_model`])
  if (own) {
    profiles.rows.push(row('migrated-settings', 'Migrated settings', own))
    profiles.active = 'migrated-settings'
    for (const stage of stages) note(profiles, file, `/consensus/${stage}_model`, `consensus_profiles.${stage}_model`)
  }
  const custom = Array.isArray(file.value.custom_profiles) ? (file.value.custom_profiles as unknown[]) : []
  for (const [index, each] of custom.entries()) addCustom(profiles, asObject(each), index)
  if (custom.length > 0) {
    const whole = profiles.rows.length - (own ? 1 : 0) === custom.length
    const reason = whole ? undefined : 'profiles that lack a stage are kept in legacy_config'
    note(profiles, file, '/custom_profiles', 'consensus_profiles', reason)
  }
  return profiles
}

function addCustom(profiles: Profiles, profile: Record<string, unknown>, index: number): void {
  const given = asObject(profile.models)
  const found = models((stage) => given[stage])
  const name = typeof profile.name === 'string' && profile.name !== '' ? profile.name : `Profile ${index + 1}`
  if (!found) return
  const taken = new Set(profiles.rows.map(({ id }) => id))
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'profile'
  let id = slug
  for (let number = 2; taken.has(id); number++) id = `${slug}-${number}`
  profiles.rows.push(row(id, name, found))
}

function row(id: string, name: string, before: Record<Stage, string>): ProfileRow {
  const mapped = Object.fromEntries(stages.map((stage) => [stage, openRouterId(before[stage])]))
  return { id, name, before, models: mapped as Record<Stage, string> }
}

function models(of: (stage: Stage) => unknown): Record<Stage, string> | null {
  const found = Object.fromEntries(stages.map((stage) => [stage, of(stage)]))
  return stages.every((stage) => typeof found[stage] === 'string') ? (found as Record<Stage, string>) : null
}

function note(profiles: Profiles, file: ConfigFile, pointer: string, to: string, reason?: string): void {
  profiles.used.add(pointer)
  profiles.keys.push({ from: `${file.path}:${pointer}`, to, action: 'transform', ...(reason ? { reason } : {}) })
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
