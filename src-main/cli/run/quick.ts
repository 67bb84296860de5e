import { basename } from 'node:path'
import { HiveError, toFailure } from '../../engine/errors.js'
import type {
  Failure,
  MigrationResult,
  MigrationStatus,
  MigrationType,
  StageChoice,
  TableBooks,
} from '../../engine/model/index.js'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatIdentical,
  formatNoun,
  formatRest,
} from '../../engine/report/format.js'
import type { QuickOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textFacts, textTable } from '../output/layout.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'
import { askPreview } from './preview.js'
import { stageChoice, stageDone } from './stage.js'

const everything = { database: false, config: false, timing: false }
/** The plan above the question: short enough to be read. */
const plan = { database: true, config: false, timing: true }

/** `quick`: shows and asks where there is somebody to ask, then migrates. */
export async function runQuick(session: Session, options: QuickOptions): Promise<Outcome> {
  const { from, to, migrationType: type, validation, backupDir, resume, salvage } = options
  const what = { from, to, type, ...stageOf(options), salvage }
  if (options.dryRun) return askPreview(session, what, everything)
  if (!session.common.yes) await askFirst(session, options)
  try {
    const result = await session.call('migrate', { ...what, validation, backupDir, resume })
    return { document: result, lines: resultLines(clean(result), session, type) }
  } catch (error) {
    const failure = toFailure(error)
    return { document: { runId: session.runId(), status: statusOf(failure) }, lines: [], failure }
  }
}

async function askFirst(session: Session, options: QuickOptions): Promise<void> {
  if (!session.ask) {
    throw new HiveError('HM-USAGE', 'There is no terminal to ask on, and --yes was not given.', {
      fix: 'Look at `hive-migrate preview` first; then run `hive-migrate quick --yes`, with the same options.',
    })
  }
  const { from, to, migrationType: type, salvage } = options
  const shown = await askPreview(session, { from, to, type, ...stageOf(options), salvage }, plan)
  const question = `${options.resume ? 'Go on' : 'Migrate'} now? A verified backup comes first.`
  if (await session.ask([...shown.lines, ''], question)) return
  throw new HiveError('HM-CANCELLED', 'Nothing was started.', { fix: 'Run it again when you are ready.' })
}

function stageOf(options: QuickOptions): { stage?: StageChoice } {
  const stage = stageChoice(options)
  return stage ? { stage } : {}
}

/** How a migration that failed is called in its document. */
export function statusOf(failure: Failure): MigrationStatus {
  if (failure.code === 'HM-CANCELLED') return 'cancelled'
  return failure.exit === 6 ? 'interrupted' : 'failed'
}

/** What came of a migration; the data is clean already. */
export function resultLines(
  result: MigrationResult,
  { paint, columns }: Pick<Session, 'paint' | 'columns'>,
  type: MigrationType = 'upgrade',
): string[] {
  const { target, backup, report, verification, timings, source } = result
  if (result.status === 'nothing-to-do') {
    return [
      `${paint.good('✓')} ${paint.bold(type === 'staged' || type === 'fresh' ? 'Nothing to do: this stage is in the new Hive already.' : 'Nothing to do: everything is in the new Hive already.')}`,
      '',
      ...textFacts([['New Hive', target.path]], paint.soft),
    ]
  }
  const replaced = source.files.includes(target.path)
  const facts: [string, string][] = [
    ['New Hive', `${target.path}  ${paint.soft(formatBytes(target.bytes))}`],
    ...oldDatabases(result).map((path, index): [string, string] => {
      const fate = path === target.path ? 'replaced, kept in the backup' : 'not touched'
      return [index === 0 ? 'Old Hive' : '', `${path}  ${paint.soft(fate)}`]
    }),
    ...(type === 'parallel' && !replaced
      ? ([['Both', 'the old Hive works as before, with its own files; the new one has its own']] as [string, string][])
      : []),
    ...stageDone(result),
    ...(backup
      ? ([['Backup', `${backup.path}  ${paint.soft(backup.verified ? 'verified' : '')}`]] as [string, string][])
      : []),
    ...(report ? ([['Report', report.html]] as [string, string][]) : []),
    ['Time', `${formatDuration(timings.totalMs)}, at most ${formatBytes(result.peakRssBytes)} of memory`],
  ]
  return [
    `${paint.good('✓')} ${paint.bold(formatIdentical(verification.rowsIdentical, verification.rowsCompared))}${formatRest(result.totals)}`,
    '',
    ...textFacts(facts, paint.soft),
    '',
    ...booksLines(result, paint, columns),
    ...result.warnings.flatMap((warning) => ['', `  ${paint.warn('!')} ${warning}`]),
    ...(backup ? ['', `${paint.soft('To go back')}  hive-migrate rollback --backup ${backup.id}`] : []),
  ]
}

/** The databases that were read, in the order in which they win. */
function oldDatabases({ tables, source }: MigrationResult): string[] {
  const paths = [...new Set(tables.map(({ database }) => database))]
  return paths.length > 1 ? paths : [source.path]
}

function booksLines({ tables, totals }: MigrationResult, paint: Paint, limit: number): string[] {
  const full = tables.filter((table) => table.read > 0)
  const empty = tables.length - full.length
  // Columns that are 0 throughout say nothing; the JSON and the report have them all.
  const columns = [
    { title: 'Read', key: 'read' as const },
    { title: 'Migrated', key: 'migrated' as const },
    ...(['repaired', 'quarantined', 'carried', 'left'] as const)
      .filter((key) => totals[key] > 0)
      .map((key) => ({ title: key.charAt(0).toUpperCase() + key.slice(1), key })),
  ]
  const cells = (row: Omit<TableBooks, 'database' | 'name'>) => columns.map(({ key }) => formatCount(row[key]))
  const databases = [...new Set(full.map(({ database }) => database))]
  const rows = databases.flatMap((database) => {
    const mine = full.filter((row) => row.database === database).map((row) => [row.name, ...cells(row)])
    const name = [paint.soft(basename(database)), ...columns.map(() => '')]
    return databases.length > 1 ? [name, ...mine] : mine
  })
  const sums = ['All tables', ...cells(totals)].map(paint.bold)
  return [
    ...textTable(
      [{ title: 'Table' }, ...columns.map(({ title }) => ({ title, align: 'right' as const }))],
      [...rows, sums],
      paint.soft,
      2,
      limit,
    ),
    ...(empty > 0 ? [`  ${paint.soft(`and ${formatNoun(empty, 'empty table')}`)}`] : []),
  ]
}
