import { mkdirSync, readdirSync } from 'node:fs'
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

/**
 * A new id for a run or a backup. Ids sort in the order in which they were given out, also within one second and when the
 * clock was set back meanwhile: then the new one takes the second after the last.
 */
export function newId(home: StateHome, now = new Date()): string {
  const given = [home.runs, home.backups].flatMap((folder) => readdirSync(folder)).filter(isId)
  const last = given.sort().at(-1)
  const earliest = last === undefined ? 0 : timeOf(last) + 1000
  const stamp = stampOf(new Date(Math.max(now.getTime(), earliest)))
  return `${stamp}-${randomBytes(3).toString('hex')}`
}

const idPattern = /^\d{8}-\d{6}-[0-9a-f]{6}$/

/** Whether a name is one that `newId` gives. */
export const isId = (name: string): boolean => idPattern.test(name)

/** `YYYYMMDD-HHMMSS` in UTC. */
function stampOf(date: Date): string {
  return date.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
}

function timeOf(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) || 0
}
