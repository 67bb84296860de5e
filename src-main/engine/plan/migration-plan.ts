import { createHash } from 'node:crypto'
import type { MigrationType, TargetState, ValidationLevel } from '../model/index.js'

/** What a run has decided before it writes anything; `plan.json` of its folder. Holds no value of a user. */
export type MigrationPlan = {
  kind: 'migrate'
  version: 1
  engineVersion: string
  type: MigrationType
  validation: ValidationLevel
  source: {
    /** As the user knows it, and with every symlink resolved. */
    path: string
    realPath: string
    shape: string
    bytes: number
    rows: number
    version: string | null
    /** Present when the source is damaged and is migrated by a sound twin of what can be read. */
    salvage?: true
  }
  target: { path: string; realPath: string; kind: TargetState['kind'] }
  configFiles: string[]
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

/** Whether a damaged database is to be replaced by what is salvaged of it: SQLite may not be able to fold it. */
export function replacesDamaged({ source, target }: MigrationPlan): boolean {
  return source.salvage === true && source.realPath === target.realPath
}

/** The hash by which checkpoints belong to a plan: another plan, engine or backup (by the moment it was made) starts over. */
export function planHash(plan: MigrationPlan, backedUpAt: string): string {
  const { engineVersion, source, target, backup } = plan
  return createHash('sha256')
    .update(JSON.stringify([engineVersion, source, target, backup.id, backedUpAt]))
    .digest('hex')
}
