import { HiveError } from '../errors.js'
import type { Examined } from '../detect/analyze.js'
import type { ExaminedDatabase } from '../detect/database-report.js'
import type { Inspection } from '../sources/inspect.js'
import { recogniseApp, type Recognition } from '../sources/recognise.js'

/** The database to migrate, recognised and readable. */
export type SelectedSource = ExaminedDatabase & { inspection: Inspection; recognition: Recognition; rows: number }

/** Every old database to migrate; those without rows are left out, unless there is no other. */
export type Selection = { chosen: SelectedSource; further: SelectedSource[] }

/**
 * Chooses the sources among what was examined. Damage is never passed over in silence: where a candidate cannot be read,
 * its error is thrown. Answers null when there is no old Hive at all.
 */
export function selectSources(examined: Examined, named: boolean, target: string): Selection | null {
  const isNamed = named && examined.databases.length === 1
  const sources = examined.databases.flatMap((database) => {
    const { inspection, report } = database
    // A new Hive's own database is one only where it is named and lies elsewhere.
    const isApp = isNamed && report.shape === 'new-hive' && report.realPath !== target
    const recognition = inspection?.recognition ?? (isApp && inspection ? appOf(inspection) : null)
    if (!inspection || !recognition) return []
    const rows = report.tables.reduce((sum, table) => sum + table.rows, 0)
    return [{ ...database, inspection, recognition, rows }]
  })
  // Files of zero bytes lie about in real installs (facts 1.4) and hide nothing.
  const damaged = examined.databases.filter(({ error }) => error !== null && error.code !== 'HM-SOURCE-EMPTY')
  // What lies where the new database goes is in the way as a target, and is named as that.
  const inTheWay = named || sources.length === 0 ? damaged : damaged.filter(({ report }) => report.realPath !== target)
  if (inTheWay[0]?.error) throw inTheWay[0].error
  const [chosen, ...further] = inOrder(sources)
  if (chosen) return { chosen, further: further.filter(({ rows }) => rows > 0) }
  const other = examined.databases[0]
  if (named && other) {
    if (other.error) throw other.error
    const what = other.report.shape === 'empty' ? 'holds no table' : 'holds no table of an old Hive'
    throw new HiveError('HM-SOURCE-UNKNOWN-SHAPE', `${other.report.path} ${what}.`)
  }
  return null
}

const appOf = ({ tables }: Inspection) => recogniseApp(tables.map(({ table }) => table))

/**
 * The order in which they win where two say different things of one row: what holds rows before what does not; the unified
 * database, which the others were consolidated into (facts 1.4), before the rest; then what was used last.
 */
function inOrder(sources: SelectedSource[]): SelectedSource[] {
  const rank = ({ rows, recognition }: SelectedSource) =>
    (rows > 0 ? 0 : 2) + (recognition.recognised.some(({ source }) => source.target === 'conversations') ? 0 : 1)
  const isUnified = ({ recognition }: SelectedSource) =>
    ['S-A', 'S-I', 'S-H'].some((name) => recognition.shapes.includes(name)) ? 0 : 1
  return [...sources].sort(
    (a, b) =>
      rank(a) - rank(b) || isUnified(a) - isUnified(b) || b.report.modifiedAt.localeCompare(a.report.modifiedAt),
  )
}
