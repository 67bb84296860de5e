import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineContext } from '../api.js'
import { findBackup } from '../backup/list.js'
import { readManifest, type Manifest } from '../backup/manifest.js'
import { verifyBackup } from '../backup/verify.js'
import { HiveError } from '../errors.js'
import { assertBelongs } from './belongs.js'
import { faultPoint } from '../faults.js'
import { realTarget } from '../files/paths.js'
import { audit } from '../journal/audit.js'
import { acquireLock } from '../journal/lock.js'
import { Run } from '../journal/run.js'
import { makeStateHome, newId, stateHome, type StateHome } from '../journal/state-home.js'
import { tidy } from '../journal/tidy.js'
import { removeWork } from '../migrate/undo.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import type { OldHiveProof, RollbackRequest, RollbackResult } from '../model/index.js'
import { ProgressMeter, rollbackWeights } from '../progress.js'
import { assertUnused } from '../swap/swap.js'
import { exportNewData } from './export-new.js'
import { changedSince, keepCurrent, replacedFiles } from './keep.js'
import { proveOldHive } from './old-hive.js'
import { restore, type Restored } from './restore.js'

/** What a rollback has decided before it changes anything. */
export type RollbackPlan = {
  kind: 'rollback'
  version: 1
  backup: { id: string; path: string }
  /** Where what is taken out is kept. */
  keep: { id: string; path: string }
  source: string
  target: string
  /** Whether what the new Hive made since is written to a database of its own. */
  preserveNewData: boolean
}

/** The name of that database, in the folder of the backup that keeps what is taken out. */
const newDataFile = 'new-data.db'

/**
 * The swap run backwards (design 3.8): from a backup that is verified again first, keeping what it takes out as a backup
 * of its own. One of the same backup that died in its restore is finished, and that is all. Cancelled before it puts
 * anything back, it leaves nothing behind; from then on it cannot be cancelled.
 * Throws HM-BACKUP-UNKNOWN, HM-BACKUP-DAMAGED, HM-TARGET-IN-USE, HM-CANCELLED; nothing has changed then.
 */
export async function rollback(context: EngineContext, request: RollbackRequest): Promise<RollbackResult> {
  const home = stateHome(context.environment)
  makeStateHome(home)
  const lock = acquireLock(home)
  try {
    tidy(home, context.environment.tmpdir)
    const finished = await finishRollbacks(home, context)
    const backup = findBackup(home, request.backup)
    const same = finished.find(({ plan }) => plan.backup.path === backup)
    if (same) return same.result
    return await takeBack(home, context, backup, request.preserveNewData)
  } catch (error) {
    throw context.signal.aborted ? cancelled(error) : error
  } finally {
    lock.release()
  }
}

const cancelled = (cause: unknown) => new HiveError('HM-CANCELLED', 'You cancelled the rollback.', { cause })

/** Puts back what a backup holds; the caller has the lock. Throws as `rollback` does. */
export async function takeBack(
  home: StateHome,
  context: EngineContext,
  backup: string,
  preserveNewData = false,
): Promise<RollbackResult> {
  let run: Run<RollbackPlan> | null = null
  try {
    const runId = newId(home)
    const progress = new ProgressMeter(runId, rollbackWeights, context.emit)
    progress.begin('preflight', 'Verifying the backup')
    const manifest = await verifyBackup(backup, context.signal)
    faultPoint('rollback:verified')
    assertBelongs(context.environment, home, backup, manifest)
    assertFree(manifest)
    context.signal.throwIfAborted()
    const keepId = newId(home)
    const keep = { id: keepId, path: join(home.backups, keepId) }
    const { id, source, target } = manifest
    const plan: RollbackPlan = {
      ...{ kind: 'rollback', version: 1, backup: { id, path: backup }, keep, source, target, preserveNewData },
    }
    run = Run.create(home, runId, plan)
    faultPoint('rollback:planned')
    return await carryOut(home, run, progress, context)
  } catch (error) {
    if (!context.signal.aborted) throw error
    if (run && !run.reached('restoring')) undo(run)
    throw cancelled(error)
  }
}

/** Rollbacks that died: what had begun to restore is finished and answered; what had not, leaves nothing behind. */
export async function finishRollbacks(
  home: StateHome,
  context: EngineContext,
): Promise<{ plan: RollbackPlan; result: RollbackResult }[]> {
  const finished: { plan: RollbackPlan; result: RollbackResult }[] = []
  for (const run of Run.all(home)) {
    if (run.isFinal || run.plan.kind !== 'rollback') continue
    const own = run as Run<RollbackPlan>
    if (own.reached('restoring')) {
      const result = await carryOut(home, own, new ProgressMeter(own.id, rollbackWeights, context.emit), context)
      finished.push({ plan: own.plan, result })
    } else undo(own)
  }
  return finished
}

/** Takes away what a rollback made before it put anything back. */
function undo(run: Run<RollbackPlan>): void {
  rmSync(run.plan.keep.path, { recursive: true, force: true })
  faultPoint('rollback:keep-removed')
  rmSync(run.work, { recursive: true, force: true })
  run.record('undone')
}

async function carryOut(
  home: StateHome,
  run: Run<RollbackPlan>,
  progress: ProgressMeter,
  { signal, environment }: EngineContext,
): Promise<RollbackResult> {
  const { plan } = run
  const manifest = readManifest(plan.backup.path)
  if (!run.reached('restoring')) {
    progress.begin('backup', 'Keeping what is taken out')
    const { keep, source, target } = plan
    const order = { id: keep.id, path: keep.path, runId: run.id, source, target, signal }
    const kept = await keepCurrent(replacedFiles(manifest), order)
    faultPoint('rollback:kept')
    run.record('backed-up', kept ? { backup: plan.keep.path } : undefined)
    signal.throwIfAborted()
    if (kept && plan.preserveNewData) {
      const current = realTarget(plan.target)
      exportNewData(plan.backup.path, manifest, current, join(plan.keep.path, newDataFile), environment.tmpdir)
    }
    assertFree(manifest)
    run.record('restoring')
  } else {
    assertFree(manifest)
    await keepChanges(home, run, manifest, signal)
  }
  faultPoint('rollback:restoring')
  progress.begin('restore', 'Putting everything back', {}, false)
  // Before the folders go, so that they are empty then.
  const migrations = openMigrations(home, manifest)
  for (const migration of migrations) removeWork(migration)
  const restored = await restore(plan.backup.path, manifest, run.id)
  faultPoint('rollback:restored')
  // What is taken back by this must not be resumed later.
  for (const migration of migrations) migration.record('undone', { reason: 'rolled back' })
  faultPoint('rollback:migration-closed')
  rmSync(run.work, { recursive: true, force: true })
  faultPoint('rollback:work-removed')
  progress.say('Comparing the old Hive with the backup')
  const old = await proveOldHive(plan.backup.path, manifest, environment.tmpdir)
  faultPoint('rollback:before-audit')
  const result = resultOf(run, restored, old)
  const { restored: files, removed, kept } = result
  audit(home, {
    action: 'rollback',
    runId: run.id,
    outcome: 'done',
    detail: { backup: plan.backup.id, restored: files.length, removed: removed.length },
  })
  run.record('done', { restored: files, removed, kept, ...(old && { old }) })
  progress.begin('done', 'Done')
  return result
}

function resultOf(run: Run<RollbackPlan>, restored: Restored, old: OldHiveProof | null): RollbackResult {
  const { plan } = run
  const hasKept = existsSync(join(plan.keep.path, 'manifest.json'))
  const newData = join(plan.keep.path, newDataFile)
  return {
    runId: run.id,
    backupId: plan.backup.id,
    restored: restored.restored,
    removed: restored.removed,
    kept: [...(hasKept ? [plan.keep.path] : []), ...(existsSync(newData) ? [newData] : []), ...restored.kept],
    keptBackupId: hasKept ? plan.keep.id : null,
    verified: true,
    ...(old && { old }),
  }
}

/** A rollback that died in its restore is finished over nothing that somebody wrote meanwhile: that is kept as well. */
async function keepChanges(
  home: StateHome,
  run: Run<RollbackPlan>,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<void> {
  const { keep, source, target } = run.plan
  const id = newId(home)
  const order = { id, path: join(home.backups, id), runId: run.id, source, target, signal }
  await keepCurrent(await changedSince(manifest, keep.path), order)
}

/** Refuses while a program has a file open that goes or comes back. */
function assertFree(manifest: Manifest): void {
  for (const file of replacedFiles(manifest)) if (file.role !== 'config-target') assertUnused(file.origin)
}

/** Migrations that this takes back before they ended. */
function openMigrations(home: StateHome, manifest: Manifest): Run<MigrationPlan>[] {
  return Run.all(home).flatMap((run) => {
    if (run.isFinal || run.plan.kind !== 'migrate' || run.id !== manifest.runId) return []
    return [run as Run<MigrationPlan>]
  })
}
