import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { HiveError } from '../errors.js'
import type { Environment } from '../model/index.js'

/** The folders of design 5. `inner` layout is ours; the outer names are fixed. */
export type StateHome = { root: string; backups: string; runs: string; audit: string; lock: string }

/** The paths of the state folder, without making anything. */
export function stateHome(environment: Environment, backupDir?: string): StateHome {
  const root = environment.stateHome
  return {
    root,
    backups: backupDir ?? join(root, 'backups'),
    runs: join(root, 'runs'),
    audit: join(root, 'audit.ndjson'),
    lock: join(root, 'lock.db'),
  }
}

/** Makes the state folders, readable only by their owner. Throws HM-STATE-UNWRITABLE. */
export function makeStateHome(home: StateHome): void {
  try {
    for (const folder of [home.root, home.backups, home.runs]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new HiveError('HM-STATE-UNWRITABLE', `The folder ${home.root} cannot be made: ${String(error)}`, {
      cause: error,
    })
  }
}

/** A new id for a run or a backup: sorts by time, and is unique without a clock that never jumps. */
export function newId(now = new Date()): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  return `${stamp}-${randomBytes(3).toString('hex')}`
}
