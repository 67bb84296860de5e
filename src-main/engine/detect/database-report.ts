import { existsSync, statSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { walWarning } from '../files/wal.js'
import { estimateAbove, inspectDatabase, withDatabase, type Inspection } from '../sources/inspect.js'
import type { Losses } from '../salvage/salvage.js'
import { lacksCollation } from '../sqlite/open.js'
import type { DatabaseReport, DatabaseShape, Issue, IssueSeverity } from '../model/index.js'

/** A report on one database file, and what inspection found, when it could be read. */
export type ExaminedDatabase = {
  report: DatabaseReport
  inspection: Inspection | null
  error: HiveError | null
  /** Set for a damaged database that is salvaged: the inspection is that of its sound twin. */
  salvage?: Losses
}

/** Bytes of a database and of its `-wal`, and the time of the newest change. */
export function sizeOf(realPath: string): { bytes: number; modifiedAt: string } {
  const stats = [realPath, `${realPath}-wal`].filter((path) => existsSync(path)).map((path) => statSync(path))
  return {
    bytes: stats.reduce((sum, stat) => sum + stat.size, 0),
    modifiedAt: new Date(Math.max(0, ...stats.map((stat) => stat.mtimeMs))).toISOString(),
  }
}

/**
 * Examines a database without changing a byte of it. Up to 1 GB rows are counted and SQLite's quick_check runs; above,
 * counts are estimates and the check waits, unless `detailed`.
 */
export function examineDatabase(path: string, realPath: string, tmpdir: string, detailed: boolean): ExaminedDatabase {
  const { bytes, modifiedAt } = sizeOf(realPath)
  const report: DatabaseReport = { path, realPath, shape: 'unknown', bytes, tables: [], modifiedAt, issues: [] }
  const deep = detailed || bytes <= estimateAbove
  try {
    // First: a count would follow the pages of a damaged file in circles.
    if (deep) quickCheck(realPath, tmpdir)
    const inspection = inspectDatabase(realPath, tmpdir, deep)
    report.shape = inspection.shape
    report.tables = inspection.tables.map(({ table, rows, approximate }) => {
      return { name: table.name, rows, ...(approximate ? { approximate } : {}) }
    })
    const lost = walWarning(`${realPath}-wal`)
    const fix = 'Compare what you did last with what the old Hive shows before you go on.'
    if (lost) report.issues.push({ severity: 'warning', code: 'HM-SOURCE-WAL', message: lost, fix })
    return { report, inspection, error: null }
  } catch (error) {
    if (!(error instanceof HiveError)) throw error
    report.shape = shapeOfFailure(error)
    report.issues.push(issueOf(error))
    return { report, inspection: null, error }
  }
}

/** SQLite's quick_check. Throws HM-SOURCE-CORRUPT with what it found. An unknown collation is not damage (traps). */
export function quickCheck(realPath: string, tmpdir: string): void {
  const found = withDatabase(realPath, tmpdir, (db) => {
    try {
      // A CHECK of the source is no rule of ours, and would run whatever functions it names.
      db.pragma('ignore_check_constraints = ON')
      return db.prepare('PRAGMA main.quick_check(5)').pluck().all() as string[]
    } catch (error) {
      if (lacksCollation(error)) return ['ok']
      throw error
    }
  })
  if (found.length === 1 && found[0] === 'ok') return
  throw new HiveError('HM-SOURCE-CORRUPT', `SQLite finds damage in ${realPath}: ${found.slice(0, 3).join('; ')}`)
}

function shapeOfFailure(error: HiveError): DatabaseShape {
  if (error.code === 'HM-SOURCE-EMPTY') return 'empty'
  return error.code === 'HM-SOURCE-NOT-A-DATABASE' ? 'not-a-database' : 'unreadable'
}

/** A failure as an issue of a list. */
export function issueOf(error: HiveError, severity: IssueSeverity = 'error'): Issue {
  return { severity, code: error.code, message: `${error.toFailure().title}. ${error.message}`, fix: error.fix }
}
