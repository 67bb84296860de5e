import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { fsyncFolder } from '../files/durable.js'
import { sideSuffixes } from '../files/paths.js'
import { usersOf } from '../files/users.js'
import { copyOnline, copyStable, sealCopy } from './copy-file.js'
import { filesFolder, writeManifest, type BackupFile, type FileRole, type Manifest } from './manifest.js'

/** A path to back up. A database brings its side files along; an absent one is recorded as absent. */
export type BackupItem = { role: FileRole; path: string; database: boolean; replaced: boolean }

export type BackupOrder = Pick<Manifest, 'id' | 'kind' | 'runId' | 'source' | 'target'> & {
  folder: string
  items: BackupItem[]
  absentFolders: string[]
  signal: AbortSignal
  onFile?: (path: string) => void
}

/**
 * Makes a backup: every byte of every item, and a record of what was not there; hashed against the originals, flushed,
 * readable by its owner only. The manifest comes last. Throws HM-SOURCE-BUSY, HM-SOURCE-LOCKED; ENOSPC passes through.
 */
export async function createBackup(order: BackupOrder): Promise<Manifest> {
  const folder = filesFolder(order.folder)
  // What an attempt left that died has another moment's files in it.
  rmSync(order.folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  faultPoint('backup:folder-made')
  const files: BackupFile[] = []
  for (const item of order.items) {
    order.signal.throwIfAborted()
    faultPoint('backup:before-item')
    order.onFile?.(item.path)
    files.push(...(await copyItem(item, folder, files.length, order.signal)))
  }
  const { id, kind, runId, source, target, absentFolders } = order
  const createdAt = new Date().toISOString()
  const manifest: Manifest = { version: 1, id, kind, runId, createdAt, source, target, files, absentFolders }
  fsyncFolder(folder)
  faultPoint('backup:before-manifest')
  writeManifest(order.folder, manifest)
  faultPoint('backup:manifest-written')
  fsyncFolder(dirname(order.folder))
  return manifest
}

async function copyItem(item: BackupItem, folder: string, start: number, signal: AbortSignal): Promise<BackupFile[]> {
  const origins = item.database ? [item.path, ...sideSuffixes.map((suffix) => item.path + suffix)] : [item.path]
  for (const origin of origins) assertFile(origin)
  const pairs = origins.map((origin, index): [string, string] => {
    return [
      origin,
      join(folder, `${String(start + index).padStart(3, '0')}-${basename(origin).replace(/[^\w.-]/g, '_')}`),
    ]
  })
  const inUse = item.database && existsSync(item.path) && usersOf(origins.filter((path) => existsSync(path))).length > 0
  // A source in use is copied by SQLite; a target in use was refused before, so its bytes hold still.
  const online = (inUse && item.role === 'source') || !copyStable(pairs)
  if (online) {
    if (!item.database) throw new HiveError('HM-SOURCE-BUSY', `${item.path} keeps changing.`)
    const [main] = pairs
    if (main) await copyOnline(...main)
  }
  faultPoint('backup:item-copied')
  const files: BackupFile[] = []
  for (const [index, [origin, copy]] of pairs.entries()) {
    const absent = online ? index > 0 : !existsSync(copy)
    files.push(absent ? absence(item, origin) : await sealed(item, origin, copy, online, signal))
  }
  return files
}

/** A pipe in the place of a side file would wait for ever; a folder or device is no copy of anything. */
function assertFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && !stats.isFile()) throw new HiveError('HM-SOURCE-UNREADABLE', `${path} is not a file.`)
}

function absence(item: BackupItem, origin: string): BackupFile {
  const { role, replaced } = item
  return { role, origin, state: 'absent', file: '', bytes: 0, sha256: '', mode: 0, mtimeMs: 0, replaced }
}

async function sealed(
  item: BackupItem,
  origin: string,
  copy: string,
  online: boolean,
  signal: AbortSignal,
): Promise<BackupFile> {
  const { mode, mtimeMs } = statSync(origin)
  const sha256 = await sealCopy(origin, copy, !online, signal)
  chmodSync(copy, 0o400)
  faultPoint('backup:file-sealed')
  return {
    role: item.role,
    origin,
    state: online ? 'online' : 'copied',
    file: basename(copy),
    bytes: statSync(copy).size,
    sha256,
    mode: mode & 0o7777,
    mtimeMs,
    replaced: item.replaced,
  }
}
