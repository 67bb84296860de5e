import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { foldSource } from '../backup/fold.js'
import type { Manifest } from '../backup/manifest.js'
import type { Run } from '../journal/run.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { salvageBackup } from '../salvage/prepare.js'
import type { Losses } from '../salvage/salvage.js'
import { sourceError } from '../sources/inspect.js'
import { utf8Twin, wideEncoding, type Utf8Twin } from '../sources/utf8-twin.js'

/** What is read: one sound file with everything in it, and what a damaged source did not give for it. */
export type Folded = {
  /** Real path of the original, as the books name it. */
  source: string
  /** Rows of the new Hive that stay, or an old Hive's. */
  role: 'kept' | 'old'
  path: string
  losses: Losses | null
  /** Which texts of a UTF-16 database are none, and stand here as their bytes (`utf8Twin`). */
  notes: string | null
  /** Where its views, triggers and indexes are read (`utf8Twin`). */
  schema: string
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
      return { ...common, path, losses, notes: null, schema: path }
    }
    const name = index === 0 ? 'folded' : `folded-${index + 1}`
    return { ...common, ...foldedIn(run, manifest, realPath, name), losses: null }
  })
  return [...kept, ...old]
}

function keptTarget(run: Run<MigrationPlan>, manifest: Manifest): Folded {
  const { realPath } = run.plan.target
  return { source: realPath, role: 'kept', ...foldedIn(run, manifest, realPath, 'folded-target'), losses: null }
}

/** One file with everything in it, and in UTF-8, as what is attached beside ours must be. */
function foldedIn({ plan, work }: Run<MigrationPlan>, manifest: Manifest, realPath: string, name: string): Utf8Twin {
  const path = foldSource(plan.backup.path, manifest, realPath, work, name)
  try {
    const encoding = wideEncoding(path)
    if (encoding === null) return { path, notes: null, schema: path }
    mkdirSync(work, { recursive: true, mode: 0o700 })
    return utf8Twin(path, encoding, join(work, `${name}-utf8.db`), realPath)
  } catch (error) {
    throw sourceError(realPath, error)
  }
}
