import { createHash } from 'node:crypto'
import type { MigrationType, TargetState, ValidationLevel } from '../model/index.js'
import type { PlannedStage } from './stage.js'

/** One old database of a run. */
export type PlannedSource = {
  /** As the user knows it, and with every symlink resolved. */
  path: string
  realPath: string
  shape: string
  bytes: number
  rows: number
  version: string | null
  /** Present when the source is damaged and is migrated by a sound twin of what can be read. */
  salvage?: true
  /** Present when nobody has looked for damage in it yet: that is done while it is copied. */
  unchecked?: true
}

/** What a run has decided before it writes anything; `plan.json` of its folder. Holds no value of a user. */
export type MigrationPlan = {
  kind: 'migrate'
  version: 1
  engineVersion: string
  type: MigrationType
  validation: ValidationLevel
  /** The first of the old databases: where two say different things of one row, it wins. */
  source: PlannedSource
  /** The others of the same install, in the order in which they win. */
  further: PlannedSource[]
  /** `keeps`: it has rows of the new Hive that stay, and the old ones come beside them. */
  target: { path: string; realPath: string; kind: TargetState['kind']; keeps: boolean }
  configFiles: string[]
  /** What of the sources is moved; null for everything. */
  stage: PlannedStage | null
  /** Where `config.toml` goes. */
  toml: string
  home: string
  /** The profile that HIVE_DEFAULT_PROFILE names; null when it is not set. */
  defaultProfile: string | null
  backup: { id: string; path: string }
  /** The new database while it grows, on the volume of the target. */
  building: string
  /** Folders that do not exist yet and are made for the target and its configuration, outermost first. */
  absentFolders: string[]
}

/** Every old database of a run, in the order in which they win. */
export const sourcesOf = ({ source, further }: MigrationPlan): PlannedSource[] => [source, ...further]

/** Whether the settings are moved: of a stage of conversations alone they wait. */
export const movesSettings = ({ stage }: Pick<MigrationPlan, 'stage'>): boolean =>
  stage?.parts.includes('settings') !== false

/** Whether a damaged database is to be replaced by what is salvaged of it: SQLite may not be able to fold it. */
export function replacesDamaged({ source, target }: MigrationPlan): boolean {
  return source.salvage === true && source.realPath === target.realPath
}

/** The hash by which checkpoints belong to a plan: another plan, engine or backup (by the moment it was made) starts over. */
export function planHash(plan: MigrationPlan, backedUpAt: string): string {
  const { engineVersion, source, further, target, stage, backup } = plan
  return createHash('sha256')
    .update(JSON.stringify([engineVersion, source, further, target, stage, backup.id, backedUpAt]))
    .digest('hex')
}
