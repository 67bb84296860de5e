import { statSync } from 'node:fs'
import { beginBackup, type BackupItem } from '../backup/create.js'
import { readManifest, type Manifest } from '../backup/manifest.js'
import { isOwnToml } from '../config/from-backup.js'
import { sideSuffixes } from '../files/paths.js'
import type { Helper } from '../parallel/helper.js'
import type { Run } from '../journal/run.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { ProgressMeter } from '../progress.js'
import { removeBuilding } from './undo.js'

/** The backup of a run: what it holds is known at once, and that every byte of it is right when it is sealed. */
export type RunBackup = { manifest: Manifest; sealed: Promise<Manifest> }

/**
 * The backup of a run, made if it is not there yet. With a second thread it is sealed while the copy already reads it;
 * the journal says `backed-up` when that is done, and a run that dies before begins again.
 */
export async function backUp(
  run: Run<MigrationPlan>,
  helper: Helper,
  progress: ProgressMeter,
  signal: AbortSignal,
): Promise<RunBackup> {
  const { path } = run.plan.backup
  if (run.reached('backed-up')) {
    const manifest = readManifest(path)
    return { manifest, sealed: Promise.resolve(manifest) }
  }
  // Rows that came from a backup that was never sealed are worth nothing.
  removeBuilding(run.plan)
  const begun = await makeBackup(run, helper, progress, signal)
  const sealed = begun.seal().then((manifest) => {
    run.record('backed-up', { backup: path })
    return manifest
  })
  // Awaited later by whoever builds from it; until then nobody is there to hear it fail.
  sealed.catch(() => undefined)
  if (!helper.parallel) await sealed
  return { manifest: begun.provisional, sealed }
}

/** Backs up everything that is read and everything that may be replaced; a path that is both counts as replaced. */
async function makeBackup(run: Run<MigrationPlan>, helper: Helper, progress: ProgressMeter, signal: AbortSignal) {
  const { plan } = run
  const sources = sourcesOf(plan).map(({ realPath }) => realPath)
  const inPlace = sources.includes(plan.target.realPath)
  const settings = plan.configFiles.filter((path) => !isOwnToml(path, plan.toml))
  const items: BackupItem[] = [
    ...sources.map((path) => {
      return { role: 'source' as const, path, database: true, replaced: path === plan.target.realPath }
    }),
    ...(inPlace ? [] : [{ role: 'target' as const, path: plan.target.realPath, database: true, replaced: true }]),
    ...settings.map((path) => ({ role: 'config' as const, path, database: false, replaced: false })),
    { role: 'config-target', path: plan.toml, database: false, replaced: true },
  ]
  progress.begin('backup', 'Backing up every file', { bytes: bytesOf(items) })
  return beginBackup({
    ...{ id: plan.backup.id, kind: 'migration', runId: run.id, folder: plan.backup.path, items, signal, helper },
    ...{ source: plan.source.path, target: plan.target.path, absentFolders: plan.absentFolders },
    onBytes: (bytes) => {
      progress.add({ bytes })
    },
  })
}

/** What is to be copied, side files included. */
function bytesOf(items: BackupItem[]): number {
  const files = items.flatMap(({ path, database }) =>
    database ? [path, ...sideSuffixes.map((each) => path + each)] : [path],
  )
  return files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
}
