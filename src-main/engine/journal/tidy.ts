import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { removeAbandonedFolders } from '../files/private-folder.js'
import { Run } from './run.js'
import { isId, type StateHome } from './state-home.js'

/**
 * Removes what dead runs left that stands for nothing and that nobody would ever look at: a run's folder without a whole
 * plan, a backup without a manifest that no open run is going to finish, folders for temporary files. Called with the
 * lock held, so that no other run is just beginning.
 */
export function tidy(home: StateHome, tmpdir: string): void {
  for (const id of readdirSync(home.runs)) {
    const folder = join(home.runs, id)
    if (!existsSync(join(folder, 'plan.json'))) rmSync(folder, { recursive: true, force: true })
  }
  const wanted = new Set(Run.all(home).flatMap((run) => (run.isFinal ? [] : placesOf(run.plan))))
  for (const id of readdirSync(home.backups)) {
    const folder = join(home.backups, id)
    if (!isId(id) || wanted.has(folder) || existsSync(join(folder, 'manifest.json'))) continue
    rmSync(folder, { recursive: true, force: true })
  }
  removeAbandonedFolders(tmpdir)
}

/** The backup folders that a run speaks of. */
function placesOf(plan: object): string[] {
  const { backup, keep } = plan as { backup?: { path: string }; keep?: { path: string } }
  return [backup, keep].flatMap((place) => place?.path ?? [])
}
