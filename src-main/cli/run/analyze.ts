import type { Analysis, DatabaseReport, Install } from '../../engine/model/index.js'
import { formatBytes, formatCount, formatInstant, formatNoun } from '../../engine/report/format.js'
import type { AnalyzeOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textTable } from '../output/layout.js'
import { nextCommand } from '../output/next.js'
import { issueLines, targetText } from '../output/words.js'
import type { Outcome, Session } from '../session.js'

const shapeWords: Record<DatabaseReport['shape'], string> = {
  target: 'new Hive, written by us',
  'new-hive': 'new Hive',
  unknown: 'not a Hive database',
  empty: 'empty',
  'not-a-database': 'not a database',
  unreadable: 'cannot be read',
}

/** `analyze`: what is there. */
export async function runAnalyze(session: Session, options: AnalyzeOptions): Promise<Outcome> {
  const analysis = await session.call('analyze', { path: options.path, detailed: options.detailed })
  return { document: analysis, lines: analysisLines(clean(analysis), session, options) }
}

function analysisLines(analysis: Analysis, session: Session, options: AnalyzeOptions): string[] {
  const { paint } = session
  const { target } = analysis
  if (analysis.installs.length === 0) {
    return [
      paint.bold('No old Hive was found.'),
      '',
      paint.soft('Looked in'),
      ...analysis.looked.map((place) => `  ${place}`),
      '',
      'If it lies elsewhere, name its folder or database file: hive-migrate analyze PATH',
    ]
  }
  const migrated = target.migrated
    ? `migrated ${formatInstant(target.migrated.at)}, ${formatNoun(target.migrated.rows, 'row')}`
    : targetText(target.kind)
  return [
    ...analysis.installs.flatMap((install) => [...installLines(install, session, options), '']),
    `${paint.soft('New Hive')}  ${target.path}  ${paint.soft(migrated)}`,
    `${paint.soft('Next')}      ${nextCommand(session, ['preview'], options.path)}`,
  ]
}

function installLines(install: Install, session: Session, options: AnalyzeOptions): string[] {
  const { paint, columns } = session
  const facts = [
    ...(install.version ? [`version ${install.version}`] : []),
    ...(install.lastUsed ? [`last used ${formatInstant(install.lastUsed)}`] : []),
    ...(options.compatibility
      ? [`${Math.round(install.compatibility.score * 100)}% compatible, ${install.compatibility.complexity}`]
      : []),
  ]
  return [
    `${paint.bold('Hive')} in ${paint.bold(install.path)}`,
    ...(facts.length > 0 ? [`  ${paint.soft(facts.join(', '))}`] : []),
    ...install.databases.flatMap((database) => ['', ...databaseLines(database, session, options)]),
    ...(install.configFiles.length > 0 ? [''] : []),
    ...install.configFiles.map((file) => `  ${file.path}  ${paint.soft(`${formatBytes(file.bytes)}, ${file.fate}`)}`),
    ...(install.issues.length > 0 ? ['', ...issueLines(install.issues, paint, columns)] : []),
  ]
}

function databaseLines(database: DatabaseReport, { paint, columns }: Session, { detailed }: AnalyzeOptions): string[] {
  const shown = detailed ? database.tables : database.tables.filter((table) => table.rows > 0)
  const empty = database.tables.length - shown.length
  const rows = shown.map((table) => [table.name, (table.approximate ? '~' : '') + formatCount(table.rows)])
  return [
    `  ${database.path}  ${paint.soft(`${formatBytes(database.bytes)}, ${shapeWords[database.shape] ?? 'old Hive'}`)}`,
    ...textTable([{ title: '' }, { title: '', align: 'right' }], rows, paint.soft, 4),
    ...(empty > 0 ? [`    ${paint.soft(`and ${formatNoun(empty, 'empty table')}`)}`] : []),
    ...issueLines(database.issues, paint, columns, 4),
  ]
}
