import { existsSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { HiveError } from '../errors.js'
import { sha256 } from '../files/pieces.js'
import { audit } from '../journal/audit.js'
import type { StateHome } from '../journal/state-home.js'
import { findBackup, listBackups } from './list.js'
import { readManifest, type BackupFile, type Manifest } from './manifest.js'

/**
 * Removes a backup, unless it holds the only copy of something: every file in it must still lie unchanged where it was,
 * or in another backup. Throws HM-BACKUP-ONLY-COPY, HM-BACKUP-UNKNOWN.
 */
export async function removeBackup(home: StateHome, id: string): Promise<void> {
  const folder = findBackup(home, id)
  const manifest = readManifest(folder)
  const unique = await onlyCopies(home, folder, manifest)
  if (unique.length > 0) {
    throw new HiveError('HM-BACKUP-ONLY-COPY', `Nowhere else is: ${unique.map(({ origin }) => origin).join(', ')}.`)
  }
  rmSync(folder, { recursive: true, force: true })
  const runId = manifest.runId
  audit(home, { action: 'cleanup', runId, outcome: 'removed', detail: { backup: manifest.id } })
}

/**
 * Removes the oldest backups beyond `keep`, as far as they are not the only copy of anything; answers the ids that went.
 */
export async function pruneBackups(home: StateHome, keep: number): Promise<string[]> {
  const removed: string[] = []
  for (const { id } of listBackups(home).slice(Math.max(1, keep))) {
    try {
      await removeBackup(home, id)
      removed.push(id)
    } catch (error) {
      // One that holds the only copy of something, or is damaged, stays: a policy never decides about those.
      if (!(error instanceof HiveError)) throw error
    }
  }
  return removed
}

async function onlyCopies(home: StateHome, folder: string, manifest: Manifest): Promise<BackupFile[]> {
  const elsewhere = new Set<string>()
  for (const other of listBackups(home)) {
    if (other.path === folder || !other.verified) continue
    for (const file of readManifest(other.path).files) elsewhere.add(file.sha256)
  }
  const unique: BackupFile[] = []
  for (const file of manifest.files) {
    // SQLite rebuilds a `-shm` from the `-wal`: it holds no data of its own.
    if (file.state === 'absent' || basename(file.origin).endsWith('-shm') || elsewhere.has(file.sha256)) continue
    if (existsSync(file.origin) && (await sha256(file.origin)) === file.sha256) continue
    unique.push(file)
  }
  return unique
}
