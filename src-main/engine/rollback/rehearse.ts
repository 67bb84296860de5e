import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Manifest } from '../backup/manifest.js'
import { isSideFile } from '../files/paths.js'
import type { VerificationCheck } from '../model/index.js'
import { restore } from './restore.js'

/**
 * Rehearses the rollback of a backup in a folder of its own: `database` stands where the new one will, the real restore
 * runs on paths below `folder`, and what comes out must be what was there. The folder is removed again.
 */
export async function rehearseRollback(
  backup: string,
  manifest: Manifest,
  database: string,
  folder: string,
): Promise<VerificationCheck> {
  const started = performance.now()
  const below = (path: string) => join(folder, path.replace(/^[A-Za-z]:/, ''))
  const moved: Manifest = {
    ...manifest,
    files: manifest.files.map((file) => ({ ...file, origin: below(file.origin) })),
    absentFolders: manifest.absentFolders.map(below),
  }
  rmSync(folder, { recursive: true, force: true })
  const replaced = moved.files.filter((file) => file.replaced)
  for (const { origin, role } of replaced) {
    mkdirSync(dirname(origin), { recursive: true })
    if (isSideFile(origin)) writeFileSync(origin, 'left by a reader')
    else if (role === 'config-target') writeFileSync(origin, 'new')
    else copyFileSync(database, origin)
  }
  try {
    const { restored, removed } = await restore(backup, moved, 'rehearsal')
    const left = replaced.filter((file) => file.state === 'absent' && existsSync(file.origin))
    const passed = left.length === 0
    const detail = passed
      ? `${restored.length} files came back byte for byte, ${removed.length} that were not there were removed`
      : `${left.length} files stayed`
    return { layer: 'rollback', name: 'rehearsal', passed, detail, ms: Math.round(performance.now() - started) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
