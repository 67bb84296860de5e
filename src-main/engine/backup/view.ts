import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyBytes } from '../files/durable.js'
import { makePrivateFolder } from '../files/private-folder.js'
import { linkOrCopy, type PrivateView } from '../files/private-view.js'
import { filesFolder, type Manifest } from './manifest.js'

/**
 * A view of a database as a backup holds it: its byte copy by hard link with a copy of its `-wal`, under names that
 * belong together. Open it read-only: the byte copy stays what its hash says.
 */
export function backupView(backup: string, manifest: Manifest, origin: string, tmpdir: string): PrivateView | null {
  const find = (path: string) => manifest.files.find((file) => file.origin === path && file.state !== 'absent')
  const main = find(origin)
  if (!main) return null
  const folder = makePrivateFolder(tmpdir, 'view')
  const path = join(folder, 'backup.db')
  const close = () => {
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    linkOrCopy(join(filesFolder(backup), main.file), path)
    const wal = find(`${origin}-wal`)
    if (wal && wal.bytes > 0) copyBytes(join(filesFolder(backup), wal.file), `${path}-wal`)
    return { path, close }
  } catch (error) {
    close()
    throw error
  }
}
