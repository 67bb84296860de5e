import { existsSync } from 'node:fs'
import { Run } from '../journal/run.js'
import type { StateHome } from '../journal/state-home.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { verifyBackup } from '../backup/verify.js'
import { HiveError } from '../errors.js'
import type { Manifest } from '../backup/manifest.js'
import { engineVersion } from '../version.js'
import { fingerprintNow, fingerprintOf } from './fingerprint.js'

/** Runs for a target that ended neither well nor by being taken back, oldest first. */
export function unfinishedRuns(home: StateHome, target: string): Run<MigrationPlan>[] {
  return Run.all(home).flatMap((run) => {
    if (run.isFinal || run.plan.kind !== 'migrate') return []
    const migration = run as Run<MigrationPlan>
    return migration.plan.target.realPath === target ? [migration] : []
  })
}

/**
 * Whether a run can go on: by this engine, from a backup that is whole, and from a source that is still what was backed
 * up. A source that is gone or lies at the target's own path does not matter: the backup holds it.
 */
export async function canResume(run: Run<MigrationPlan>, signal: AbortSignal): Promise<boolean> {
  const { plan } = run
  if (plan.engineVersion !== engineVersion) return false
  if (!run.reached('backed-up')) return true
  const manifest = await wholeBackup(plan.backup.path, signal)
  if (!manifest) return false
  for (const { realPath } of sourcesOf(plan)) {
    const online = manifest.files.some(({ origin, state }) => origin === realPath && state === 'online')
    if (online || !existsSync(realPath)) continue
    if (fingerprintOf(manifest, realPath) !== (await fingerprintNow(realPath, signal))) return false
  }
  return true
}

/** The manifest of a backup whose every file is still what was backed up; null when it is gone or damaged. */
async function wholeBackup(path: string, signal: AbortSignal): Promise<Manifest | null> {
  try {
    return await verifyBackup(path, signal)
  } catch (error) {
    // A take-back may have died after it had removed the backup: there is nothing to build from then.
    if (error instanceof HiveError) return null
    throw error
  }
}
