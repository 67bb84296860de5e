import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../errors.js'

/** The owner's process id is part of the name, so that what a dead process left can be told from what is in use. */
const pattern = /^hive-migrate-(?:view|trial)-(\d+)-[^/\\]+$/

/** Makes a folder for temporary files that only its owner can read; the caller removes it. */
export function makePrivateFolder(parent: string, kind: 'view' | 'trial'): string {
  const folder = mkdtempSync(join(parent, `hive-migrate-${kind}-${process.pid}-`))
  chmodSync(folder, 0o700)
  return folder
}

/** Removes the private folders of processes that died: they hold links to and copies of a person's data. */
export function removeAbandonedFolders(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = pattern.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process answers EPERM: it lives.
    return codeOf(error) !== 'ESRCH'
  }
}
