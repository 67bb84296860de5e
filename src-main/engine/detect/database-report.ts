import { existsSync, statSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { readThrough } from '../files/read-through.js'
import { walWarning } from '../files/wal.js'
import { estimateAbove, inspect, withDatabase, type Inspection } from '../sources/inspect.js'
import type { Losses } from '../salvage/salvage.js'
import { assertSound } from '../sources/check.js'
import { newestConversation } from './newest.js'
import type { DatabaseReport, DatabaseShape, Issue, IssueSeverity } from '../model/index.js'

/** A report on one database file, and what inspection found, when it could be read. */
export type ExaminedDatabase = {
  report: DatabaseReport
  inspection: Inspection | null
  error: HiveError | null
  /** Whether SQLite's own check was left for later: it reads the whole file. */
  unchecked?: true
  /** Set for a damaged database that is salvaged: the inspection is that of its sound twin. */
  salvage?: Losses
}

/** How closely to look. Above `checkUpTo` bytes (1 GB by default) counts are estimates and the check waits. */
export type Depth = { detailed?: boolean; estimate?: boolean; checkUpTo?: number; newest?: boolean }

/** Bytes of a database and of its `-wal`, and the time of the newest change. */
export function sizeOf(realPath: string): { bytes: number; modifiedAt: string } {
  const stats = [realPath, `${realPath}-wal`].filter((path) => existsSync(path)).map((path) => statSync(path))
  return {
    bytes: stats.reduce((sum, stat) => sum + stat.size, 0),
    modifiedAt: new Date(Math.max(0, ...stats.map((stat) => stat.mtimeMs))).toISOString(),
  }
}

/**
 * Examines a database without changing a byte of it. Up to `checkUpTo` rows are counted and SQLite's quick_check runs, or
 * whatever the size where it is `detailed`. With `estimate` nothing is counted.
 */
export function examineDatabase(
  path: string,
  realPath: string,
  tmpdir: string,
  { detailed, estimate, checkUpTo = estimateAbove, newest }: Depth = {},
): ExaminedDatabase {
  const { bytes, modifiedAt } = sizeOf(realPath)
  const report: DatabaseReport = { path, realPath, shape: 'unknown', bytes, tables: [], modifiedAt, issues: [] }
  const deep = detailed === true || bytes <= checkUpTo
  let checked = deep
  if (deep) readThrough(realPath, bytes)
  try {
    const inspection = withDatabase(realPath, tmpdir, (db) => {
      // First: a count would follow the pages of a damaged file in circles.
      // And of texts in UTF-16 a migration reads a twin, in which the damage no longer shows.
      checked ||= estimate === true && db.pragma('main.encoding', { simple: true }) !== 'UTF-8'
      if (checked) assertSound(db, realPath)
      const found = inspect(db, deep && !estimate)
      const last = newest && found.recognition ? newestConversation(db, found.tables.map(({ table }) => table)) : null // prettier-ignore
      if (last) report.newest = last
      return found
    })
    report.shape = inspection.shape
    report.tables = inspection.tables.map(({ table, rows, approximate }) => {
      return { name: table.name, rows, ...(approximate ? { approximate } : {}) }
    })
    const lost = walWarning(`${realPath}-wal`)
    const fix = 'Compare what you did last with what the old Hive shows before you go on.'
    if (lost) report.issues.push({ severity: 'warning', code: 'HM-SOURCE-WAL', message: lost, fix })
    return { report, inspection, error: null, ...(checked ? {} : { unchecked: true }) }
  } catch (error) {
    if (!(error instanceof HiveError)) throw error
    report.shape = shapeOfFailure(error)
    report.issues.push(issueOf(error))
    return { report, inspection: null, error }
  }
}

function shapeOfFailure(error: HiveError): DatabaseShape {
  if (error.code === 'HM-SOURCE-EMPTY') return 'empty'
  return error.code === 'HM-SOURCE-NOT-A-DATABASE' ? 'not-a-database' : 'unreadable'
}

/** A failure as an issue of a list. */
function issueOf(error: HiveError, severity: IssueSeverity = 'error'): Issue {
  return { severity, code: error.code, message: `${error.toFailure().title}. ${error.message}`, fix: error.fix }
}
