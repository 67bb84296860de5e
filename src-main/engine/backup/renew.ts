import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { faultPoint } from '../faults.js'
import { copyItem, sealCopied, type BackupItem, type Copied } from './create.js'
import { filesFolder, readManifest, writeManifest, type BackupFile, type Manifest } from './manifest.js'

export type RenewOrder = {
  folder: string
  /** The backup as it is: it stays whole until the new copies are proven. */
  manifest: Manifest
  /** What is copied again; the others' copies stay. */
  items: BackupItem[]
  signal: AbortSignal
  /** Looks at the new copies, which are sealed and not yet part of the backup; what it throws leaves it as it was. */
  prove(renewed: Manifest): Promise<void>
}

/**
 * Copies some items of a backup again, because they changed since. The new copies lie beside the old ones until one
 * rename of the manifest makes them the backup; then the old ones go. An item that is gone keeps the copy that there is.
 * Throws HM-SOURCE-BUSY, HM-SOURCE-LOCKED; ENOSPC passes through.
 */
export async function renewBackup(order: RenewOrder): Promise<Manifest> {
  const { folder, manifest, items, signal } = order
  removeStrays(folder, manifest)
  const copied: Copied[] = []
  let number = nextNumber(manifest)
  for (const item of items) {
    signal.throwIfAborted()
    const group = await copyItem(item, filesFolder(folder), number, { signal })
    number += group.length
    if (group[0]?.file.state !== 'absent') copied.push(...group)
  }
  faultPoint('renew:copied')
  try {
    // In this thread: the second one may still be at work for what is built from the old copies.
    const files = merge(manifest.files, await sealCopied({ folder, signal }, copied))
    const renewed: Manifest = { ...manifest, createdAt: new Date().toISOString(), files }
    await order.prove(renewed)
    faultPoint('renew:before-manifest')
    writeManifest(folder, renewed)
    faultPoint('renew:manifest-written')
    removeStrays(folder, renewed)
    return renewed
  } catch (error) {
    removeStrays(folder, readManifest(folder))
    throw error
  }
}

/** Removes copies that a backup does not name: those of a renewal that died, and those that one has replaced. */
export function removeStrays(folder: string, { files }: Manifest): void {
  const named = new Set(files.map(({ file }) => file))
  for (const name of readdirSync(filesFolder(folder))) {
    if (!named.has(name)) rmSync(join(filesFolder(folder), name), { force: true })
  }
  faultPoint('renew:strays-removed')
}

/** The entries of a backup with some of them told anew. */
function merge(before: BackupFile[], renewed: BackupFile[]): BackupFile[] {
  const now = new Map(renewed.map((file) => [file.origin, file]))
  return before.map((file) => now.get(file.origin) ?? file)
}

/** Copies are named by a number first: the next that no copy has. */
function nextNumber({ files }: Manifest): number {
  return 1 + Math.max(0, ...files.map(({ file }) => parseInt(file, 10) || 0))
}
