/** Is what was backed up still what lies there? What came later nothing else would have a copy of. */
import { chmodSync, existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copyDatabase } from '../backup/copy-file.js'
import { foldInPlace } from '../backup/fold.js'
import { filesFolder, readManifest, type Manifest } from '../backup/manifest.js'
import { HiveError } from '../errors.js'
import { copyBytes } from '../files/durable.js'
import { sha256 } from '../files/pieces.js'
import { holdTheSame } from '../files/same-database.js'
import { usersOf } from '../files/users.js'

/** The files that hold a database's rows; a `-shm` is made anew from the `-wal`. */
export const parts = ['', '-wal', '-journal'] as const

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
  // Where nothing lies any more nothing is replaced.
  if (!existsSync(database)) return
  if (await isDatabaseAsBackedUp(backup, database, work, damaged)) return
  throw new HiveError('HM-TARGET-HAS-DATA', `${database} was written to after it had been backed up.`, {
    fix: 'Quit the new Hive and run again: it is then backed up as it is now.',
  })
}

/**
 * Whether a database holds what a backup holds of it: by its bytes, else by those of private copies that were made one
 * file each, in `work`. A checkpoint, or a program that only opened it, is no change then. A `damaged` one is never folded.
 */
export async function isDatabaseAsBackedUp(
  backup: string,
  database: string,
  work: string,
  damaged = false,
): Promise<boolean> {
  // What is no file at all is somebody's, too.
  if (!statSync(database).isFile()) return false
  const manifest = readManifest(backup)
  const same = await Promise.all(parts.map((part) => isSame(manifest, database + part)))
  if (same.every(Boolean)) return true
  if (damaged)
    return parts.every((part, index) => same[index] === true || (part !== '' && !existsSync(database + part)))
  try {
    return await isSameFolded(backup, manifest, database, work)
  } catch (error) {
    // What SQLite cannot fold is not the sound database that was backed up.
    if (error instanceof HiveError && error.code !== 'HM-SOURCE-LOCKED') return false
    throw error
  }
}

async function isSameFolded(backup: string, manifest: Manifest, database: string, work: string): Promise<boolean> {
  const [then, now] = [join(work, 'then.db'), join(work, 'now.db')]
  try {
    return copyThen(backup, manifest, database, then) && (await copyNow(database, now)) && holdTheSame(then, now)
  } finally {
    for (const path of [then, now]) clear(path)
  }
}

/** Makes one file of what a backup holds of a database; false when it holds none. */
function copyThen(backup: string, { files }: Manifest, database: string, copy: string): boolean {
  clear(copy)
  for (const part of parts) {
    const file = files.find(({ origin, bytes }) => origin === database + part && bytes > 0)
    if (!file && part === '') return false
    if (file) copyBytes(join(filesFolder(backup), file.file), copy + part)
  }
  fold(copy)
  return true
}

/** Makes one file of a database as it is at this moment, whoever has it open; false when it is gone. */
async function copyNow(database: string, copy: string): Promise<boolean> {
  clear(copy)
  const there = parts.map((part) => database + part).filter((path) => existsSync(path))
  await copyDatabase(
    parts.map((part) => [database + part, copy + part]),
    usersOf(there).length > 0,
  )
  if (!existsSync(copy)) return false
  fold(copy)
  return true
}

function fold(copy: string): void {
  for (const part of parts) if (existsSync(copy + part)) chmodSync(copy + part, 0o600)
  foldInPlace(copy)
}

function clear(copy: string): void {
  for (const part of [...parts, '-shm']) rmSync(copy + part, { force: true })
}
