import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { HiveError, type FailureCode } from '../errors.js'
import { sideSuffixes } from '../files/paths.js'
import { backendName, runningHives, type HiveProcess } from '../files/hive-processes.js'
import { usersInWords, usersOf } from '../files/users.js'
import { salvageWarnings } from '../salvage/prepare.js'
import { wrongEncoding } from '../sources/inspect.js'
import { stateHome } from '../journal/state-home.js'
import type { Environment, PreflightCheck } from '../model/index.js'
import { unkeptTables } from '../target/unkept.js'
import { backupBytes, targetBytes } from './estimate.js'
import { keepsRows, type PlanRequest, type Prepared } from './prepare.js'
import type { SelectedSource } from './select-source.js'
import { assertStateOutside } from './state-place.js'

/** A warning has a code and something to do, as a failure has. */
type Finding =
  | { status: 'passed'; detail: string }
  | { status: 'warning'; detail: string; title?: string; code: string; fix: string }

/** One named look; it throws the HiveError that stops the run. */
type Look = { name: string; title: string; look: () => Finding }

const passed = (detail: string): Finding => ({ status: 'passed', detail })
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`

/** Everything that could stop a run later is looked at before anything is written. Reads only. */
export function preflight(environment: Environment, request: PlanRequest, prepared: Prepared): PreflightCheck[] {
  const { source } = prepared
  if (!source) return []
  return looks(environment, request, { ...prepared, source }).map(({ name, title, look }): PreflightCheck => {
    try {
      return { name, title, ...look() }
    } catch (error) {
      if (!(error instanceof HiveError)) throw error
      return { name, title, status: 'failed', detail: error.message, code: error.code, fix: error.fix }
    }
  })
}

/** Throws the first failed check as the error it stands for. */
export function assertPassed(checks: PreflightCheck[]): void {
  const failed = checks.find((check) => check.status === 'failed')
  if (failed) throw new HiveError(failed.code as FailureCode, failed.detail, failed.fix ? { fix: failed.fix } : {})
}

function looks(
  environment: Environment,
  request: PlanRequest,
  prepared: Prepared & { source: SelectedSource },
): Look[] {
  const { source, further, target } = prepared
  const sources = [source, ...further]
  const bytes = sources.reduce((sum, { report }) => sum + report.bytes, 0)
  const paths = sources.map(({ report }) => report.realPath)
  const home = stateHome(environment, request.backupDir)
  const running = runningOnce(environment)
  return [
    {
      name: 'source-sound',
      title: 'The old database is readable and sound',
      look: () => together(sources.map(soundness)),
    },
    {
      name: 'source-quiet',
      title: 'Nobody is writing to it',
      look: () => sourceUse(paths, running),
    },
    { name: 'target-free', title: 'The new place may be written', look: () => targetKind(environment, prepared) },
    {
      name: 'target-quiet',
      title: 'The new Hive is not running',
      look: () => together([targetUse(target.path, paths), ...newHives(running())]),
    },
    {
      name: 'target-writable',
      title: 'The new folder is writable',
      look: () => writable(target.path, 'HM-TARGET-UNWRITABLE'),
    },
    {
      name: 'backup-writable',
      title: 'There is a place for the backup',
      look: () => {
        assertStateOutside(environment, request)
        return writable(home.backups, 'HM-STATE-UNWRITABLE')
      },
    },
    {
      name: 'disk-space',
      title: 'There is enough disk space',
      look: () =>
        diskSpace([
          { path: home.backups, bytes: backupBytes(bytes, target.bytes) + twinBytes(sources), use: 'the backup' },
          { path: target.path, bytes: targetBytes(bytes) + target.bytes, use: 'the new database' },
        ]),
    },
  ]
}

/** A database in UTF-16 is read from a twin in UTF-8, in which a character may take half as much again. */
function twinBytes(sources: SelectedSource[]): number {
  const wide = sources.filter(({ inspection }) => inspection.encoding !== 'UTF-8')
  return Math.ceil(wide.reduce((sum, { report }) => sum + report.bytes, 0) * 1.5)
}

/** What several looks of one kind found, each thing once. */
function together(findings: Finding[]): Finding {
  const warned = findings.find(({ status }) => status === 'warning')
  const detail = [...new Set(findings.map((finding) => finding.detail))].join(' ')
  return { ...(warned ?? findings[0] ?? passed('')), detail }
}

function soundness({ report, rows, inspection, salvage, unchecked }: SelectedSource): Finding {
  const { encoding } = inspection
  if (encoding !== 'UTF-8' && salvage) throw wrongEncoding(report.realPath, encoding)
  const what = `${rows.toLocaleString('en')} rows in ${report.tables.length} tables`
  const wide = encoding === 'UTF-8' ? '' : ` Its texts are in ${encoding}; they become UTF-8, and each is compared.`
  const sound = unchecked ? 'SQLite looks for damage while they are copied.' : 'SQLite finds no damage.'
  if (!salvage) return passed(`${what}; ${sound}${wide}`)
  const title = 'What can be read of the damaged database is moved'
  const detail = `${what} can be read. ${salvageWarnings(salvage).join(' ')}`
  const fix = 'Read what cannot be recovered; a backup from before the damage has everything.'
  return { status: 'warning', title, detail, code: 'HM-SOURCE-CORRUPT', fix }
}

const withSides = (path: string) =>
  [path, ...sideSuffixes.map((suffix) => path + suffix)].filter((each) => existsSync(each))

/** Who has an old database open, and which old Hives run. One look for all: it goes through every program there is. */
function sourceUse(paths: string[], running: () => HiveProcess[]): Finding {
  const users = usersOf(paths.flatMap(withSides))
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
function newHives(hives: HiveProcess[]): Finding[] {
  const running = hives.filter(({ side }) => side === 'new')
  if (running.length === 0) return []
  const deletes = running.some(({ name }) => name === backendName)
  const fix = deletes
    ? 'Quit it, and do not start it again: the backend deletes conversations that are older than 90 days.'
    : 'Quit it before you migrate, and start it again at the end.'
  return [{ status: 'warning', detail: `${usersInWords(running)} is running.`, code: 'HM-TARGET-IN-USE', fix }]
}

/** A home that was given is perhaps not theirs, so that only open files count there. */
function runningOnce({ homeGiven, tmpdir }: Environment): () => HiveProcess[] {
  let found: HiveProcess[] | undefined
  return () => (found ??= homeGiven ? [] : runningHives(tmpdir))
}

function targetKind(environment: Environment, { source, further, target }: Prepared): Finding {
  if (target.kind === 'absent') return passed(`Nothing is at ${target.path} yet.`)
  // Empty, in use or an old Hive by its shape: what we would put in its place is older than the program that opens it.
  if (target.newer !== null && target.kind !== 'foreign')
    throw new HiveError('HM-TARGET-NEWER', `${target.path} was written by a newer program: ${target.newer}.`)
  if (target.kind === 'fresh')
    return passed('The new Hive was started but holds no data of yours; it is backed up and replaced.')
  const same = [...(source ? [source] : []), ...further].find(({ report }) => report.realPath === target.path)
  if (same && (target.kind === 'source' || same.salvage)) {
    const what = same.salvage ? 'The damaged old database' : 'The old database'
    return passed(`${what} lies where the new one goes; it is backed up and replaced.`)
  }
  if (target.kind === 'foreign')
    throw new HiveError('HM-TARGET-FOREIGN', `${target.path} is not a database of the new Hive.`)
  if (keepsRows(target.kind)) {
    const unkept = unkeptTables(target.path, environment.tmpdir)
    if (unkept.length > 0) {
      const which = unkept.slice(0, 5).join(', ')
      throw new HiveError(
        'HM-TARGET-HAS-DATA',
        `${target.path} holds search tables of another program, whose contents cannot be moved row by row: ${which}.`,
        { fix: 'Choose another target with --to, or remove these tables with the program that made them.' },
      )
    }
    return passed('The new Hive has rows already. They stay as they are; the old ones come beside them.')
  }
  throw new HiveError('HM-TARGET-HAS-DATA', `${target.path} holds another old Hive that is not part of this migration.`)
}

function targetUse(path: string, sources: string[]): Finding {
  const users = usersOf(withSides(path))
  if (users.length === 0) return passed('No program has the new database open.')
  const what = sources.includes(path) ? 'the database that is to be replaced' : path
  throw new HiveError('HM-TARGET-IN-USE', `${usersInWords(users)} has ${what} open.`)
}

/** The nearest folder that exists must be writable, and the file itself, where there is one. */
function writable(path: string, code: FailureCode): Finding {
  const folder = nearest(dirname(path))
  if (!statSync(folder).isDirectory()) throw new HiveError(code, `${folder} is a file, not a folder.`)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
  } catch (error) {
    throw new HiveError(code, `${folder} cannot be written: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    })
  }
  return passed(`${folder} is writable.`)
}

/** Needs on the same volume add up. */
function diskSpace(needs: { path: string; bytes: number; use: string }[]): Finding {
  const volumes = new Map<number, { free: number; needed: number; uses: string[]; folder: string }>()
  for (const { path, bytes, use } of needs) {
    const folder = nearest(path)
    const stats = statfsSync(folder)
    const device = statSync(folder).dev
    const volume = volumes.get(device) ?? { free: stats.bavail * stats.bsize, needed: 0, uses: [], folder }
    volume.needed += bytes
    volume.uses.push(use)
    volumes.set(device, volume)
  }
  for (const { free, needed, uses, folder } of volumes.values()) {
    if (free >= needed) continue
    const detail = `${uses.join(' and ')} need ${megabytes(needed)} on the volume of ${folder}; ${megabytes(free)} are free.`
    throw new HiveError('HM-DISK-SPACE', detail, {
      fix: `Free ${megabytes(needed - free)} there, or choose another disk.`,
    })
  }
  const needed = [...volumes.values()].reduce((sum, volume) => sum + volume.needed, 0)
  return passed(`About ${megabytes(needed)} are needed, and there is room.`)
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}
