import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { HiveError } from '../errors.js'
import { writeDurably } from '../files/durable.js'
import type { StateHome } from '../journal/state-home.js'

export type FileRole = 'source' | 'target' | 'config' | 'config-target'

/** One path as it was when the backup was made: its bytes, or the fact that nothing was there. */
export type BackupFile = {
  role: FileRole
  /** The real path it was copied from, and goes back to. */
  origin: string
  /** `online`: copied through SQLite while another program had it open; exact in content, not in bytes. */
  state: 'copied' | 'absent' | 'online'
  /** Its name in the backup's `files` folder; empty when absent. */
  file: string
  bytes: number
  sha256: string
  /** Permission bits, and the time of the last change in milliseconds, to be restored too. */
  mode: number
  mtimeMs: number
  /** Whether the run may replace it, so that a rollback has to put it back. Other files go back only when missing. */
  replaced: boolean
}

export type Manifest = {
  version: 1
  id: string
  kind: 'migration' | 'rollback'
  runId: string
  createdAt: string
  source: string
  target: string
  files: BackupFile[]
  /** Folders that did not exist and that the run makes, outermost first: gone again after a rollback. */
  absentFolders: string[]
}

/** The folder of a backup's byte copies. */
export function filesFolder(backup: string): string {
  return join(backup, 'files')
}

/** Writes the manifest last: a backup without one is no backup. */
export function writeManifest(backup: string, manifest: Manifest): void {
  writeDurably(join(backup, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

/**
 * Reads and checks a manifest. Throws HM-BACKUP-UNKNOWN when there is none and HM-BACKUP-DAMAGED when it does not hold
 * what a manifest holds: names that leave the backup's folder are never followed.
 */
export function readManifest(backup: string): Manifest {
  const path = join(backup, 'manifest.json')
  if (!existsSync(path)) throw new HiveError('HM-BACKUP-UNKNOWN', `${backup} holds no backup.`)
  const manifest = parse(path)
  const names = manifest.files.map((file) => file.file)
  if (names.some((name) => name !== '' && !/^[\w.-]+$/.test(name))) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} names a file outside the backup.`)
  }
  return manifest
}

function parse(path: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} cannot be read: ${String(error)}`, { cause: error })
  }
  const manifest = value as Partial<Manifest> | null
  if (manifest?.version !== 1 || !Array.isArray(manifest.files) || !Array.isArray(manifest.absentFolders)) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} is not a manifest that this version knows.`)
  }
  return manifest as Manifest
}

/** The folders of all whole backups, oldest first. */
export function backupFolders(home: StateHome): string[] {
  if (!existsSync(home.backups)) return []
  return readdirSync(home.backups)
    .sort()
    .map((id) => join(home.backups, id))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
}
