import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { HiveError } from '../errors.js'
import type { StateHome } from '../journal/state-home.js'
import { Run } from '../journal/run.js'
import type { BackupInfo } from '../model/index.js'
import { effectOf } from './effect.js'
import { backupFolders, readManifest, type Manifest } from './manifest.js'

/**
 * Every backup, newest first (by id: a clock may have been set back). `verified` is the verification when it was made: its
 * manifest is only written after every hash matched; a fresh one is `verifyBackup`. Backups in folders of their own
 * (`--backup-dir`) are found by their runs.
 */
export function listBackups(home: StateHome): BackupInfo[] {
  const elsewhere = Run.all(home).flatMap((run) => run.dataOf<{ backup?: string }>('backed-up')?.backup ?? [])
  const folders = new Set([
    ...backupFolders(home),
    ...elsewhere.filter((folder) => existsSync(join(folder, 'manifest.json'))),
  ])
  return [...folders].map(describe).sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1))
}

/** The second of its id, then the moment: of one second may be a backup here and one in a folder of its own. */
const orderOf = ({ id, createdAt }: BackupInfo): string => `${id.slice(0, 'YYYYMMDD-HHMMSS'.length)} ${createdAt} ${id}`

function describe(folder: string): BackupInfo {
  try {
    return backupInfo(folder, readManifest(folder))
  } catch (error) {
    // A damaged manifest still is a backup somebody may want to look at: it is listed, and not as verified.
    if (!(error instanceof HiveError)) throw error
    const id = basename(folder)
    return { id, createdAt: '', source: '', target: '', bytes: 0, verified: false, kind: 'migration', path: folder }
  }
}

function backupInfo(path: string, manifest: Manifest): BackupInfo {
  const { id, createdAt, target, kind, files } = manifest
  // What a rollback kept came from the new Hive's place, whatever old Hive it had been made from.
  const source = kind === 'rollback' ? target : manifest.source
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { id, createdAt, source, target, bytes, verified: true, kind, path, effect: effectOf(manifest) }
}

/** The folder of a backup by its id or path. Throws HM-BACKUP-UNKNOWN. */
export function findBackup(home: StateHome, idOrPath: string): string {
  const known = listBackups(home).find((backup) => backup.id === idOrPath)
  if (known) return known.path
  const path = resolve(idOrPath)
  if (existsSync(join(path, 'manifest.json'))) return path
  throw new HiveError('HM-BACKUP-UNKNOWN', `No backup is called ${idOrPath}, and no backup lies at that path.`)
}
