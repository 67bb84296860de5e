import { existsSync, readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { databasePattern, dataFolders, installFolders } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { isInside, realTarget } from '../files/paths.js'
import { stateHome } from '../journal/state-home.js'
import type { Environment } from '../model/index.js'

/**
 * Backups and runs never lie inside a folder that is migrated (design 5, facts T27). Looked at before the first folder of
 * ours is made. Throws HM-STATE-UNWRITABLE.
 */
export function assertStateOutside(environment: Environment, request: { from?: string; backupDir?: string }): void {
  const { root, backups } = stateHome(environment, request.backupDir)
  for (const folder of migratedFolders(environment, request.from)) {
    const inside = [root, backups].find((path) => isInside(realTarget(path), folder))
    if (inside === undefined) continue
    throw new HiveError('HM-STATE-UNWRITABLE', `${inside} lies inside ${folder}, which is migrated.`)
  }
}

/**
 * The folders of an old Hive: the known ones, and those of an install folder that the user names. A file that is named
 * makes no migrated folder of the one it lies in, nor does the home folder become one.
 */
function migratedFolders(environment: Environment, from: string | undefined): string[] {
  const named = from === undefined || !isFolder(from) ? [] : installFolders(resolve(from), environment.platform)
  const home = realTarget(environment.home)
  return [...dataFolders(environment), ...named.filter(holdsDatabases)]
    .map(realTarget)
    .filter((folder) => !isInside(home, folder))
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

function holdsDatabases(folder: string): boolean {
  return isFolder(folder) && readdirSync(folder).some((name) => databasePattern.test(name))
}
