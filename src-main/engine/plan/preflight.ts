import { HiveError, type FailureCode } from '../errors.js'
import { salvageWarnings } from '../salvage/prepare.js'
import { wrongEncoding } from '../sources/inspect.js'
import { stateHome } from '../journal/state-home.js'
import type { Environment, PreflightCheck } from '../model/index.js'
import { unkeptTables } from '../target/unkept.js'
import { backupBytes, targetBytes } from './estimate.js'
import { passed, together, type Finding } from './finding.js'
import { keepsRows, type PlanRequest, type Prepared } from './prepare.js'
import { newHives, runningOnce, sourceUse, targetUse } from './programs.js'
import { diskSpace, writable } from './room.js'
import type { SelectedSource } from './select-source.js'
import { assertStateOutside } from './state-place.js'

/** One named look; it throws the HiveError that stops the run. */
type Look = { name: string; title: string; look: () => Finding }

/**
 * Everything that could stop a run later is looked at before anything is written. Reads only. `locks` gives Linux's list of
 * locks where that was read ahead.
 */
export function preflight(
  environment: Environment,
  request: PlanRequest,
  prepared: Prepared,
  locks?: () => string,
): PreflightCheck[] {
  const { source } = prepared
  if (!source) return []
  return looks(environment, request, { ...prepared, source }, locks).map(({ name, title, look }): PreflightCheck => {
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
  locks?: () => string,
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
      look: () => sourceUse(paths, running, locks),
    },
    { name: 'target-free', title: 'The new place may be written', look: () => targetKind(environment, prepared) },
    {
      name: 'target-quiet',
      title: 'The new Hive is not running',
      look: () => together([targetUse(target.path, paths, locks), ...newHives(running())]),
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
