import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { HiveError } from '../errors.js'
import { makePrivateFolder, removeAbandonedFolders } from '../files/private-folder.js'
import { removeEmpty } from '../files/remove-empty.js'
import type { Environment } from '../model/index.js'

/**
 * Works in a private folder that is gone afterwards, on the volume that holds backups: the system's folder for temporary
 * files may be memory, which says nothing about a disk. What an earlier, killed run left there goes too.
 */
export async function inWorkFolder<T>(environment: Environment, work: (folder: string) => Promise<T>): Promise<T> {
  const parent = environment.stateHome
  const made = missing(parent)
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new HiveError('HM-STATE-UNWRITABLE', `${parent} cannot be made: ${String(error)}`, { cause: error })
  }
  removeAbandonedFolders(parent)
  const folder = makePrivateFolder(parent, 'trial')
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    for (const each of made) removeEmpty(each)
  }
}

/** Folders on the way that do not exist yet, innermost first. */
function missing(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...missing(dirname(folder))]
}
