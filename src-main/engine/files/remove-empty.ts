import { rmdirSync } from 'node:fs'
import { codeOf } from '../errors.js'

/** Not empty, gone, a file by now, or (Windows) open in another program. */
const stays = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EPERM']

/**
 * Removes a folder that we made, if nothing lies in it; answers whether it went. What somebody put there meanwhile is
 * theirs, and an empty folder is no reason to leave a run open.
 */
export function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    if (!stays.includes(codeOf(error))) throw error
    return false
  }
}
