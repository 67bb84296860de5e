import type { RunSummary, Status } from '../../engine/model/index.js'
import { formatBytes, formatCount, formatInstant, formatNoun } from '../../engine/report/format.js'
import type { StatusOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textFacts, textTable } from '../output/layout.js'
import { nextCommand } from '../output/next.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'
import { backupLines, newestFirst } from './rollback.js'

const stateWords: Record<Status['state'], [string, string | null]> = {
  'nothing-found': ['No old Hive was found, and nothing was migrated.', 'analyze PATH'],
  'not-migrated': ['There is an old Hive that is not migrated.', 'preview'],
  interrupted: ['A run was interrupted and can go on.', 'quick --resume'],
  migrated: ['The old Hive was migrated.', null],
}

/** `status`: how things stand. */
export async function runStatus(session: Session, options: StatusOptions): Promise<Outcome> {
  const status = await session.call('status', { health: options.health })
  return { document: status, lines: statusLines(clean(status), session, options) }
}

function statusLines(status: Status, session: Session, options: StatusOptions): string[] {
  const { paint } = session
  const [sentence, next] = halfBack(status) ?? stateWords[status.state]
  const facts: [string, string][] = [
    ...(status.lastRun ? ([['Last run', runText(status.lastRun, paint)]] as [string, string][]) : []),
    ['New Hive', `${status.target.path}  ${paint.soft(targetFact(status.target))}`],
    ['Backups', backupsText(status)],
    ...(status.lastRun?.report ? ([['Report', status.lastRun.report.html]] as [string, string][]) : []),
  ]
  return [
    paint.bold(sentence),
    ...textFacts(facts, paint.soft),
    ...(options.detailed ? detailLines(status, paint) : []),
    ...(options.health ? healthLines(status, paint) : []),
    ...(options.metrics ? ['', ...textFacts(metricFacts(status), paint.soft)] : []),
    ...(next ? ['', `${paint.soft('Next')}  ${nextCommand(session, [next])}`] : []),
  ]
}

/** A rollback that stopped while it put things back is finished by the same command, not by a migration. */
function halfBack({ state, runs }: Status): [string, string] | null {
  const run = runs.find((each) => each.state === 'interrupted')
  if (state !== 'interrupted' || run?.kind !== 'rollback') return null
  return ['A rollback was interrupted and can be finished.', `rollback --backup ${run.backupId}`]
}

function targetFact({ kind, bytes }: Status['target']): string {
  return kind === 'absent' ? 'not there yet' : formatBytes(bytes)
}

function backupsText({ backups }: Status): string {
  const bytes = backups.reduce((sum, backup) => sum + backup.bytes, 0)
  return backups.length === 0 ? 'none yet' : `${formatNoun(backups.length, 'backup')}, ${formatBytes(bytes)}`
}

function runText(run: RunSummary, paint: Paint): string {
  const what = `${run.kind === 'migrate' ? 'migration' : 'rollback'} ${run.state}`
  return `${formatInstant(run.startedAt)}  ${what}  ${run.rows > 0 ? paint.soft(formatNoun(run.rows, 'row')) : ''}`.trimEnd()
}

function detailLines({ runs, backups }: Status, paint: Paint): string[] {
  const rows = runs.map((run) => [
    run.runId,
    formatInstant(run.startedAt),
    run.kind,
    run.state,
    formatCount(run.rows),
    run.source,
  ])
  const columns = [
    { title: 'Run' },
    { title: 'Started' },
    { title: 'Kind' },
    { title: 'State' },
    { title: 'Rows', align: 'right' as const },
    { title: 'From' },
  ]
  return [
    ...(runs.length > 0 ? ['', ...textTable(columns, rows, paint.soft)] : []),
    ...(backups.length > 0 ? ['', ...backupLines(newestFirst(backups), paint)] : []),
  ]
}

function healthLines({ health }: Status, paint: Paint): string[] {
  const rows = health.map((check) => [
    check.ok ? paint.good('✓') : paint.bad('✗'),
    check.name,
    paint.soft(check.detail),
  ])
  return ['', ...textTable([{ title: '' }, { title: '' }, { title: '' }], rows, paint.soft)]
}

const metricWords: Record<string, string> = {
  runs: 'Runs',
  backups: 'Backups',
  backupBytes: 'Size of all backups',
  rowsMigrated: 'Rows migrated',
}

function metricFacts({ metrics }: Status): [string, string][] {
  return Object.entries(metrics).map(([name, value]) => [
    metricWords[name] ?? name,
    name.endsWith('Bytes') ? formatBytes(value) : Number.isInteger(value) ? formatCount(value) : value.toFixed(2),
  ])
}
