/** Is what will be replaced still what the backup holds? Nothing else would have a copy of what came later. */
import { chmodSync, existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { foldInPlace } from '../backup/fold.js'
import { filesFolder, readManifest, type Manifest } from '../backup/manifest.js'
import { HiveError } from '../errors.js'
import { copyBytes, sha256 } from '../files/durable.js'

/** The files that hold a database's rows; a `-shm` is made anew from the `-wal`. */
const parts = ['', '-wal', '-journal'] as const

/** Whether a file is byte for byte what a backup holds of it, or absent as it was then; false when the backup is gone. */
export async function isAsBackedUp(backup: string, path: string): Promise<boolean> {
  return existsSync(join(backup, 'manifest.json')) && isSame(readManifest(backup), path)
}

async function isSame(manifest: Manifest, path: string): Promise<boolean> {
  const then = manifest.files.find(({ origin }) => origin === path)
  // An empty `-wal` or `-journal` says no more than none.
  if (!then || then.bytes === 0)
    return !existsSync(path) || (then?.state === 'copied' && (await sha256(path)) === then.sha256)
  return existsSync(path) && (await sha256(path)) === then.sha256
}

/**
 * Throws HM-TARGET-HAS-DATA when a database holds anything else than when it was backed up. Its bytes may differ: a swap
 * that died may have begun to fold it. `work` is a private folder for the copies of which that is compared. A `damaged`
 * one is never folded; a swap that died may only have taken its side files away, which are in the backup.
 */
export async function assertAsBackedUp(backup: string, database: string, work: string, damaged = false): Promise<void> {
  const manifest = readManifest(backup)
  // Where nothing lies any more nothing is replaced.
  if (!existsSync(database)) return
  if (await holdsTheSame(backup, manifest, database, work, damaged)) return
  throw new HiveError('HM-TARGET-HAS-DATA', `${database} was written to after it had been backed up.`, {
    fix: 'Quit the new Hive and run again: it is then backed up as it is now.',
  })
}

async function holdsTheSame(
  backup: string,
  manifest: Manifest,
  database: string,
  work: string,
  damaged: boolean,
): Promise<boolean> {
  // What is no file at all is somebody's, too.
  if (!statSync(database).isFile()) return false
  const same = await Promise.all(parts.map((part) => isSame(manifest, database + part)))
  if (same.every(Boolean)) return true
  if (damaged)
    return parts.every((part, index) => same[index] === true || (part !== '' && !existsSync(database + part)))
  try {
    return await isSameFolded(backup, manifest, database, work)
  } catch (error) {
    // What SQLite cannot fold is not the sound database that was backed up.
    if (error instanceof HiveError) return false
    throw error
  }
}

async function isSameFolded(backup: string, manifest: Manifest, database: string, work: string): Promise<boolean> {
  const then = (part: string) => {
    const file = manifest.files.find(({ origin }) => origin === database + part)
    return file && file.bytes > 0 ? join(filesFolder(backup), file.file) : null
  }
  const now = (part: string) => (existsSync(database + part) ? database + part : null)
  const folded = [foldCopy(then, join(work, 'then.db')), foldCopy(now, join(work, 'now.db'))]
  try {
    const [before, after] = await Promise.all(folded.map(async (path) => (path === null ? '' : sha256(path))))
    return before === after
  } finally {
    for (const path of folded) if (path !== null) rmSync(path, { force: true })
  }
}

/** Copies the parts of a database and makes them one file; null when there is no database. */
function foldCopy(find: (part: string) => string | null, copy: string): string | null {
  for (const part of [...parts, '-shm']) rmSync(copy + part, { force: true })
  for (const part of parts) {
    const from = find(part)
    if (part === '' && from === null) return null
    if (from === null) continue
    copyBytes(from, copy + part)
    chmodSync(copy + part, 0o600)
  }
  foldInPlace(copy)
  return copy
}
