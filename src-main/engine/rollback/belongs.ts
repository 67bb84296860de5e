import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { listBackups } from '../backup/list.js'
import type { Manifest } from '../backup/manifest.js'
import { dataFolders, defaultTarget } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { isInside, realTarget } from '../files/paths.js'
import type { StateHome } from '../journal/state-home.js'
import type { Environment } from '../model/index.js'
import { inspectTarget } from '../target/inspect.js'

/**
 * A backup says itself where its files go. One that this machine's own records know may put them anywhere; of any other
 * folder, named by its path, that is believed only for the folders of a Hive, and for the folder of a database that holds
 * the very migration which the backup undoes. Else it could write over any file of the person's.
 * Throws HM-BACKUP-FOREIGN.
 */
export function assertBelongs(environment: Environment, home: StateHome, backup: string, manifest: Manifest): void {
  const real = realpathSync(backup)
  if (listBackups(home).some(({ path }) => realpathSync(path) === real)) return
  const folders = new Set([...dataFolders(environment), dirname(defaultTarget(environment))].map(realTarget))
  for (const { role, origin } of manifest.files) {
    if (role === 'target' && holdsMigration(environment, origin, manifest.runId)) folders.add(dirname(origin))
  }
  const strange = manifest.files.find(({ role, origin }) => {
    const place = realTarget(dirname(origin))
    // Settings also lie in folders below (`profiles`, `hooks`), and are only put where nothing is.
    return !folders.has(place) && !(role === 'config' && [...folders].some((folder) => isInside(place, folder)))
  })
  const folder = manifest.absentFolders.find((each) => ![...folders].some((known) => isInside(known, realTarget(each))))
  const place = strange?.origin ?? folder
  if (place !== undefined) throw new HiveError('HM-BACKUP-FOREIGN', `${backup} wants to put something at ${place}.`)
}

function holdsMigration(environment: Environment, path: string, runId: string): boolean {
  return inspectTarget(realTarget(path), environment.tmpdir).history.some((past) => past.runId === runId)
}
