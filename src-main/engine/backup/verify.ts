import { lstatSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { HiveError } from '../errors.js'
import { sha256 } from '../files/pieces.js'
import { filesFolder, readManifest, type Manifest } from './manifest.js'

/** Hashes every file of a backup again. Throws HM-BACKUP-DAMAGED naming the first file that is not what it was. */
export async function verifyBackup(backup: string, signal?: AbortSignal): Promise<Manifest> {
  const manifest = readManifest(backup)
  for (const file of manifest.files) {
    if (file.state === 'absent') continue
    const path = join(filesFolder(backup), file.file)
    // A link in its place would be followed to a file of somebody else's.
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile())
      throw new HiveError('HM-BACKUP-DAMAGED', `${file.file} is missing from the backup.`)
    if (statSync(path).size !== file.bytes || (await sha256(path, signal)) !== file.sha256) {
      throw new HiveError('HM-BACKUP-DAMAGED', `${file.file} is not what was backed up.`)
    }
  }
  return manifest
}
