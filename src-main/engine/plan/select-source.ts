import { HiveError } from '../errors.js'
import type { Examined } from '../detect/analyze.js'
import type { ExaminedDatabase } from '../detect/database-report.js'
import type { Inspection } from '../sources/inspect.js'
import type { Recognition } from '../sources/recognise.js'

/** The database to migrate, recognised and readable. */
export type SelectedSource = ExaminedDatabase & { inspection: Inspection; recognition: Recognition; rows: number }

/**
 * Chooses the one source among what was examined. Damage is never passed over in silence: where the only candidates
 * cannot be read, their error is thrown. Answers null when there is no old Hive at all.
 * Throws HM-SOURCE-SEVERAL when more than one holds rows.
 */
export function selectSource(examined: Examined, named: boolean, target: string): SelectedSource | null {
  const sources = examined.databases.flatMap((database) => {
    const { inspection, report } = database
    if (!inspection?.recognition) return []
    const rows = report.tables.reduce((sum, table) => sum + table.rows, 0)
    return [{ ...database, inspection, recognition: inspection.recognition, rows }]
  })
  // Files of zero bytes lie about in real installs (facts 1.4) and hide nothing.
  const damaged = examined.databases.filter(({ error }) => error !== null && error.code !== 'HM-SOURCE-EMPTY')
  // What lies where the new database goes is in the way as a target, and is named as that.
  const inTheWay = named || sources.length === 0 ? damaged : damaged.filter(({ report }) => report.realPath !== target)
  if (inTheWay[0]?.error) throw inTheWay[0].error
  const filled = sources.filter(({ rows }) => rows > 0)
  if (filled.length > 1) {
    const paths = filled.map(({ report }) => report.path).join(', ')
    throw new HiveError('HM-SOURCE-SEVERAL', `Databases with rows: ${paths}.`)
  }
  const chosen = filled[0] ?? sources[0]
  if (chosen) return chosen
  const other = examined.databases[0]
  if (named && other) {
    if (other.error) throw other.error
    const what = other.report.shape === 'empty' ? 'holds no table' : 'holds no table of an old Hive'
    throw new HiveError('HM-SOURCE-UNKNOWN-SHAPE', `${other.report.path} ${what}.`)
  }
  return null
}
