import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from '../backup/manifest.js'
import { faultPoint } from '../faults.js'
import { audit } from '../journal/audit.js'
import type { Run } from '../journal/run.js'
import type { StateHome } from '../journal/state-home.js'
import { sideSuffixes } from '../files/paths.js'
import { removeEmpty } from '../files/remove-empty.js'
import { replacesDamaged, type MigrationPlan } from '../plan/migration-plan.js'
import { stagedToml } from '../swap/swap.js'

/** Removes the working files of a run: what lies beside the target, its work folder, and files it had only begun. */
export function removeWork(run: Run<MigrationPlan>): void {
  const { plan } = run
  removeBuilding(plan)
  faultPoint('work:building-removed')
  rmSync(stagedToml(plan, run.id), { force: true })
  faultPoint('work:toml-removed')
  rmSync(run.work, { recursive: true, force: true })
  for (const name of readdirSync(run.folder)) if (name.endsWith('.partial')) rmSync(join(run.folder, name))
  faultPoint('work:removed')
}

/** Removes the new database that grows beside the target. */
export function removeBuilding({ building }: MigrationPlan): void {
  for (const suffix of ['', ...sideSuffixes]) rmSync(building + suffix, { force: true })
}

/**
 * Takes back a run that replaced nothing: everything it made is removed, its backup included, because the originals that
 * it copies were not touched. Where one of them is gone meanwhile, or `keepBackup` says that somebody replaced it, the
 * backup stays: nothing else holds it.
 */
export function undo(
  home: StateHome,
  run: Run<MigrationPlan>,
  state: 'undone' | 'failed' = 'undone',
  reason = '',
  keepBackup = false,
): void {
  faultPoint('undo:begun')
  removeWork(run)
  faultPoint('undo:work-removed')
  for (const folder of [...run.plan.absentFolders].reverse()) {
    if (removeEmpty(folder)) faultPoint('undo:folder-removed')
  }
  if (!keepBackup && !isOnlyCopy(run.plan)) rmSync(run.plan.backup.path, { recursive: true, force: true })
  faultPoint('undo:backup-removed')
  audit(home, { action: 'undo', runId: run.id, outcome: state, detail: { reason, target: run.plan.target.realPath } })
  run.record(state, reason === '' ? undefined : { reason })
}

/** Side files go when a database is folded, and nothing is lost; but a damaged one cannot be folded. */
function isOnlyCopy(plan: MigrationPlan): boolean {
  const { path } = plan.backup
  if (!existsSync(join(path, 'manifest.json'))) return false
  return readManifest(path).files.some(({ origin, bytes }) => {
    const counts = /-(wal|journal)$/.test(origin) ? replacesDamaged(plan) : !origin.endsWith('-shm')
    return counts && bytes > 0 && !existsSync(origin)
  })
}
