import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { HiveError } from '../errors.js'
import { fsyncFile } from '../files/durable.js'
import { sha256 } from '../files/pieces.js'
import { filesFolder } from './manifest.js'
import { verifyBackup } from './verify.js'

/**
 * Restores the files of a verified backup to any empty folder, under their own names; files of the same name from
 * different places get a number. Nothing else is touched. Answers the paths written. Throws HM-USAGE for a folder that
 * is not empty.
 */
export async function copyBackupTo(backup: string, directory: string): Promise<string[]> {
  const manifest = await verifyBackup(backup)
  const folder = resolve(directory)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new HiveError('HM-USAGE', `${folder} is not empty.`, {
      fix: 'Name a folder that is empty or does not exist.',
    })
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const written: string[] = []
  for (const file of manifest.files) {
    if (file.state === 'absent') continue
    const to = freeName(folder, basename(file.origin), written)
    copyFileSync(join(filesFolder(backup), file.file), to)
    chmodSync(to, 0o600)
    fsyncFile(to)
    if ((await sha256(to)) !== file.sha256) {
      throw new HiveError('HM-BACKUP-DAMAGED', `${to} is not what the backup holds.`)
    }
    written.push(to)
  }
  return written
}

/** Side files keep their database's number: `a.db-2-wal` would belong to nothing. */
function freeName(folder: string, name: string, taken: string[]): string {
  const suffix = /-(wal|shm|journal)$/.exec(name)?.[0] ?? ''
  const stem = name.slice(0, name.length - suffix.length)
  for (let number = 1; ; number++) {
    const path = join(folder, `${number === 1 ? '' : `${number}-`}${stem}${suffix}`)
    if (!taken.includes(path)) return path
  }
}
