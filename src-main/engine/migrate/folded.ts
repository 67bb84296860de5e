import { foldSource } from '../backup/fold.js'
import type { Manifest } from '../backup/manifest.js'
import type { Run } from '../journal/run.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { salvageBackup } from '../salvage/prepare.js'
import type { Losses } from '../salvage/salvage.js'

/** What is read: one sound file with everything in it, and what a damaged source did not give for it. */
export type Folded = {
  /** Real path of the original, as the books name it. */
  source: string
  /** Rows of the new Hive that stay, or an old Hive's. */
  role: 'kept' | 'old'
  path: string
  losses: Losses | null
}

/**
 * The folded databases of a run, from its backup, in the order in which their rows win: what the new Hive has first. Made
 * anew when a crash took them; a damaged source gives its sound twin.
 */
export function foldAll(run: Run<MigrationPlan>, manifest: Manifest): Folded[] {
  const { backup, target } = run.plan
  const kept = target.keeps ? [keptTarget(run, manifest)] : []
  const old = sourcesOf(run.plan).map(({ realPath, salvage }, index): Folded => {
    const common = { source: realPath, role: 'old' as const }
    if (salvage) {
      const { path, ...losses } = salvageBackup(backup.path, manifest, realPath, run.work)
      return { ...common, path, losses }
    }
    const name = index === 0 ? 'folded' : `folded-${index + 1}`
    return { ...common, path: foldSource(backup.path, manifest, realPath, run.work, name), losses: null }
  })
  return [...kept, ...old]
}

function keptTarget({ plan, work }: Run<MigrationPlan>, manifest: Manifest): Folded {
  const { realPath } = plan.target
  const path = foldSource(plan.backup.path, manifest, realPath, work, 'folded-target')
  return { source: realPath, role: 'kept', path, losses: null }
}
