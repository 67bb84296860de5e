import { createBackup, type BackupItem } from '../backup/create.js'
import type { Manifest } from '../backup/manifest.js'
import type { Run } from '../journal/run.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import type { ProgressMeter } from '../progress.js'

/** Backs up everything that is read and everything that may be replaced; a path that is both counts as replaced. */
export async function makeBackup(
  run: Run<MigrationPlan>,
  progress: ProgressMeter,
  signal: AbortSignal,
): Promise<Manifest> {
  const { plan } = run
  const inPlace = plan.source.realPath === plan.target.realPath
  const items: BackupItem[] = [
    { role: 'source', path: plan.source.realPath, database: true, replaced: inPlace },
    ...(inPlace ? [] : [{ role: 'target' as const, path: plan.target.realPath, database: true, replaced: true }]),
    ...plan.configFiles.map((path) => ({ role: 'config' as const, path, database: false, replaced: false })),
    { role: 'config-target', path: plan.toml, database: false, replaced: true },
  ]
  progress.begin('backup', 'Backing up every file', { bytes: items.length })
  return createBackup({
    ...{ id: plan.backup.id, kind: 'migration', runId: run.id, folder: plan.backup.path, items, signal },
    ...{ source: plan.source.path, target: plan.target.path, absentFolders: plan.absentFolders },
    onFile: () => {
      progress.add({ bytes: 1 })
    },
  })
}
