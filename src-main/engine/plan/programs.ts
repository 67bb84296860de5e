/** Which programs have the databases open, and which Hives run: looked at before a migration. */
import { existsSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { backendName, runningHives, type HiveProcess } from '../files/hive-processes.js'
import { sideSuffixes } from '../files/paths.js'
import { usersInWords, usersOf } from '../files/users.js'
import type { Environment } from '../model/index.js'
import { passed, together, type Finding } from './finding.js'

const withSides = (path: string) =>
  [path, ...sideSuffixes.map((suffix) => path + suffix)].filter((each) => existsSync(each))

/** Who has an old database open, and which old Hives run. One look for all: it goes through every program there is. */
export function sourceUse(paths: string[], running: () => HiveProcess[], locks?: () => string): Finding {
  const users = usersOf(paths.flatMap(withSides), undefined, undefined, locks)
  const others = oldHives(running(), new Set(users.map(({ pid }) => pid)))
  if (users.length === 0) return together([passed('No other program has the old database open.'), ...others])
  const open = `${usersInWords(users)} has it open. It is copied through SQLite, as it is at that moment.`
  return together([{ status: 'warning', detail: `${open} ${meanwhile}`, ...quitOld }, ...others])
}

const meanwhile = 'What it writes meanwhile is taken up before the end.'
const quitOld = {
  code: 'HM-SOURCE-IN-USE',
  fix: 'Better quit that program first: then nothing has to be copied twice.',
}

/** Old Hives that run without having a database open just now: a command line opens it for a moment only. */
function oldHives(hives: HiveProcess[], users: Set<number>): Finding[] {
  const running = hives.filter(({ pid, side }) => side === 'old' && !users.has(pid))
  if (running.length === 0) return []
  return [{ status: 'warning', detail: `${usersInWords(running)} is running. ${meanwhile}`, ...quitOld }]
}

/** One that has the new database open was refused before this. */
export function newHives(hives: HiveProcess[]): Finding[] {
  const running = hives.filter(({ side }) => side === 'new')
  if (running.length === 0) return []
  const deletes = running.some(({ name }) => name === backendName)
  const fix = deletes
    ? 'Quit it, and do not start it again: the backend deletes conversations that are older than 90 days.'
    : 'Quit it before you migrate, and start it again at the end.'
  return [{ status: 'warning', detail: `${usersInWords(running)} is running.`, code: 'HM-TARGET-IN-USE', fix }]
}

/**
 * The Hives that run, looked for when they are first asked for. A home that was given is perhaps not theirs, so that only
 * open files count there.
 */
export function runningOnce({ homeGiven, tmpdir }: Environment): () => HiveProcess[] {
  let found: HiveProcess[] | undefined
  return () => (found ??= homeGiven ? [] : runningHives(tmpdir))
}

/** Throws HM-TARGET-IN-USE where a program has the file open that is to be replaced. */
export function targetUse(path: string, sources: string[], locks?: () => string): Finding {
  const users = usersOf(withSides(path), undefined, undefined, locks)
  if (users.length === 0) return passed('No program has the new database open.')
  const what = sources.includes(path) ? 'the database that is to be replaced' : path
  throw new HiveError('HM-TARGET-IN-USE', `${usersInWords(users)} has ${what} open.`)
}
