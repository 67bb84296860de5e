import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { fsyncFolder } from '../files/durable.js'
import { sideSuffixes } from '../files/paths.js'
import { usersOf } from '../files/users.js'
import { inlineHelper, type Helper } from '../parallel/helper.js'
import { copyDatabase, copyStable, type Copies, type StableWatch } from './copy-file.js'
import { filesFolder, writeManifest, type BackupFile, type FileRole, type Manifest } from './manifest.js'
import type { SealOrder } from './seal.js'

/** A path to back up. A database brings its side files along; an absent one is recorded as absent. */
export type BackupItem = { role: FileRole; path: string; database: boolean; replaced: boolean }

export type BackupOrder = Pick<Manifest, 'id' | 'kind' | 'runId' | 'source' | 'target'> & {
  folder: string
  items: BackupItem[]
  absentFolders: string[]
  signal: AbortSignal
  /** Seals the copies; here and now when it is left out. */
  helper?: Helper
  /** Hears how many bytes were copied since it was last told. */
  onBytes?: (bytes: number) => void
}

/** A backup whose files are copied, and not yet proven: its manifest lacks the hashes and is not on disk. */
export type BegunBackup = {
  provisional: Manifest
  /** Flushes and hashes the copies against the originals and writes the manifest: only then it is a backup. */
  seal(): Promise<Manifest>
}

/** A file's entry without its hash, and what is to be sealed for it. */
export type Copied = { file: BackupFile; seal: SealOrder | null }

/**
 * Makes a backup: every byte of every item, and a record of what was not there; hashed against the originals, flushed,
 * readable by its owner only. The manifest comes last. Throws HM-SOURCE-BUSY, HM-SOURCE-LOCKED; ENOSPC passes through.
 */
export async function createBackup(order: BackupOrder): Promise<Manifest> {
  return (await beginBackup(order)).seal()
}

/** The first part of `createBackup`: the copies, which may be read while they are sealed. */
export async function beginBackup(order: BackupOrder): Promise<BegunBackup> {
  const folder = filesFolder(order.folder)
  // What an attempt left that died has another moment's files in it.
  rmSync(order.folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  faultPoint('backup:folder-made')
  const copied: Copied[] = []
  for (const item of order.items) {
    order.signal.throwIfAborted()
    faultPoint('backup:before-item')
    copied.push(...(await copyItem(item, folder, copied.length, order)))
  }
  const { id, kind, runId, source, target, absentFolders } = order
  const createdAt = new Date().toISOString()
  const files = copied.map(({ file }) => file)
  const provisional: Manifest = { version: 1, id, kind, runId, createdAt, source, target, files, absentFolders }
  return { provisional, seal: () => seal(order, provisional, copied) }
}

async function seal(order: BackupOrder, provisional: Manifest, copied: Copied[]): Promise<Manifest> {
  const manifest = { ...provisional, files: await sealCopied(order, copied) }
  faultPoint('backup:before-manifest')
  writeManifest(order.folder, manifest)
  faultPoint('backup:manifest-written')
  fsyncFolder(dirname(order.folder))
  return manifest
}

/** Flushes copies and hashes them against the originals. Throws HM-SOURCE-BUSY when one of those changed meanwhile. */
export async function sealCopied(
  order: Pick<BackupOrder, 'folder' | 'helper' | 'signal'>,
  copied: Copied[],
): Promise<BackupFile[]> {
  const orders = copied.flatMap((each) => (each.seal ? [each.seal] : []))
  const hashes = await (order.helper ?? inlineHelper).run('seal', orders, { signal: order.signal })
  const files = copied.map(({ file, seal: sealed }): BackupFile => {
    if (!sealed) return file
    chmodSync(sealed.copy, 0o400)
    faultPoint('backup:file-sealed')
    return { ...file, sha256: hashes[orders.indexOf(sealed)] ?? '' }
  })
  fsyncFolder(filesFolder(order.folder))
  return files
}

/** Copies an item with its side files into a backup's `folder` of copies, under names that begin with a number. */
export async function copyItem(
  item: BackupItem,
  folder: string,
  start: number,
  watch: StableWatch = {},
): Promise<Copied[]> {
  const origins = item.database ? [item.path, ...sideSuffixes.map((suffix) => item.path + suffix)] : [item.path]
  for (const origin of origins) assertFile(origin)
  const pairs = origins.map((origin, index): [string, string] => {
    return [
      origin,
      join(folder, `${String(start + index).padStart(3, '0')}-${basename(origin).replace(/[^\w.-]/g, '_')}`),
    ]
  })
  // A source in use is copied by SQLite; a target in use was refused before, so its bytes hold still.
  const inUse = () => usersOf(origins.filter((path) => existsSync(path))).length > 0
  const copies = item.database
    ? await copyDatabase(pairs, item.role === 'source' && inUse(), watch)
    : await copyFile(item, pairs, watch)
  faultPoint('backup:item-copied')
  return pairs.map(([origin, copy], index) => {
    const absent = copies.kind === 'online' ? index > 0 : !existsSync(copy)
    return absent ? { file: absence(item, origin), seal: null } : present(item, origin, copy, copies)
  })
}

async function copyFile(
  { path }: BackupItem,
  pairs: [from: string, to: string][],
  watch: StableWatch,
): Promise<Copies> {
  const hashes = await copyStable(pairs, watch)
  if (hashes) return { kind: 'copied', hashes }
  throw new HiveError('HM-SOURCE-BUSY', `${path} keeps changing.`)
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

function present(item: BackupItem, origin: string, copy: string, { kind, hashes }: Copies): Copied {
  const { mode, mtimeMs } = statSync(origin)
  // From here on it is only read; where a flush needs the right to write it follows the flush.
  if (process.platform !== 'win32') chmodSync(copy, 0o400)
  const file: BackupFile = {
    role: item.role,
    origin,
    state: kind,
    file: basename(copy),
    bytes: statSync(copy).size,
    sha256: '',
    mode: mode & 0o7777,
    mtimeMs,
    replaced: item.replaced,
  }
  // A `-shm` holds nothing that is not in the `-wal`, and changes whenever somebody reads.
  const exact = kind === 'copied' && !origin.endsWith('-shm')
  return { file, seal: { origin, copy, exact, read: hashes.get(copy) ?? null } }
}
