import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { isAbsolute, join, normalize } from 'node:path'
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
  if (names.some((name) => name !== '' && (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)))) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} names a file outside the backup.`)
  }
  const places = [...manifest.files.map((file) => file.origin), ...manifest.absentFolders]
  if (places.some((place) => !isAbsolute(place) || normalize(place) !== place)) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} names a place that is not a plain path.`)
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
  if (!isManifest(manifest)) {
    throw new HiveError('HM-BACKUP-DAMAGED', `${path} is not a manifest that this version knows.`)
  }
  return manifest
}

function isManifest(manifest: Partial<Manifest> | null): manifest is Manifest {
  const isText = (value: unknown) => typeof value === 'string'
  return (
    manifest?.version === 1 &&
    [manifest.id, manifest.kind, manifest.runId, manifest.createdAt, manifest.source, manifest.target].every(isText) &&
    Array.isArray(manifest.files) &&
    manifest.files.every(isBackupFile) &&
    Array.isArray(manifest.absentFolders) &&
    manifest.absentFolders.every(isText)
  )
}

function isBackupFile(file: Partial<BackupFile> | null): boolean {
  if (typeof file !== 'object' || file === null) return false
  const texts = [file.role, file.origin, file.state, file.file, file.sha256]
  const numbers = [file.bytes, file.mode, file.mtimeMs]
  return (
    texts.every((value) => typeof value === 'string') &&
    numbers.every((value) => typeof value === 'number') &&
    typeof file.replaced === 'boolean' &&
    // A file without a name in the backup is one that was not there.
    (file.state === 'absent') === (file.file === '')
  )
}

/** The folders of all whole backups, oldest first. */
export function backupFolders(home: StateHome): string[] {
  if (!existsSync(home.backups)) return []
  return readdirSync(home.backups)
    .sort()
    .map((id) => join(home.backups, id))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
}
