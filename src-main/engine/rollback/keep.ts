import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createBackup, type BackupItem } from '../backup/create.js'
import { readManifest, type BackupFile, type Manifest } from '../backup/manifest.js'
import { sha256 } from '../files/pieces.js'
import { isSideFile } from '../files/paths.js'

/** Where what a rollback takes out is kept. */
export type KeepOrder = Pick<Manifest, 'id' | 'runId' | 'source' | 'target'> & { path: string; signal: AbortSignal }

/** The databases and the configuration that a rollback of this backup puts something in the place of, or nothing. */
export function replacedFiles(manifest: Manifest): BackupFile[] {
  return manifest.files.filter((file) => file.replaced && (file.role === 'config-target' || !isSideFile(file.origin)))
}

/** Backs up what lies now where the rollback will put something, or nothing; false when there is nothing to keep. */
export async function keepCurrent(files: BackupFile[], order: KeepOrder): Promise<boolean> {
  const items = files.map(({ origin, role }): BackupItem => {
    const isConfig = role === 'config-target'
    return { role: isConfig ? role : 'target', path: origin, database: !isConfig, replaced: true }
  })
  if (!items.some((item) => existsSync(item.path))) return false
  const { path, ...rest } = order
  await createBackup({ ...rest, kind: 'rollback', folder: path, items, absentFolders: [] })
  return true
}

/**
 * The files that somebody wrote between the death of a rollback in its restore and now: neither what the backup holds nor
 * what was kept (`kept` is that backup's folder). Nothing else has a copy of them.
 */
export async function changedSince(manifest: Manifest, kept: string): Promise<BackupFile[]> {
  const others = existsSync(join(kept, 'manifest.json')) ? readManifest(kept).files : []
  const known = new Set([...manifest.files, ...others].map((file) => `${file.origin} ${file.sha256}`))
  const changed: BackupFile[] = []
  for (const file of replacedFiles(manifest)) {
    const paths = file.role === 'config-target' ? [''] : ['', '-wal', '-journal']
    for (const path of paths.map((suffix) => file.origin + suffix)) {
      if (!existsSync(path) || statSync(path).size === 0 || known.has(`${path} ${await sha256(path)}`)) continue
      changed.push(file)
      break
    }
  }
  return changed
}
