import type { DatabaseTuning, OptimizeResult, SettingTrial } from '../../engine/model/index.js'
import { formatBytes, formatCount, formatDuration } from '../../engine/report/format.js'
import type { OptimizeOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textFacts, textTable } from '../output/layout.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'

/** `optimize`: settings that measurably help on this computer. */
export async function runOptimize(session: Session, options: OptimizeOptions): Promise<Outcome> {
  const { from, target, memory, cores, maxPerformance } = options
  const result = await session.call('optimize', { from, target, memoryMb: memory, cores, maxPerformance })
  return { document: result, lines: optimizeLines(clean(result), session.paint) }
}

const right = (title: string) => ({ title, align: 'right' as const })
const value = (setting: number | boolean) =>
  typeof setting === 'boolean' ? (setting ? 'on' : 'off') : formatCount(setting)

function optimizeLines(result: OptimizeResult, paint: Paint): string[] {
  const { changed, beforeMs, afterMs, factor, sample, trials } = result
  const gain = beforeMs / afterMs
  const settings = `${formatCount(changed.length)} ${changed.length === 1 ? 'setting' : 'settings'}`
  const title =
    changed.length === 0
      ? 'Nothing gained: the settings are right for this computer as they are.'
      : gain < 1.005
        ? `${settings} changed to stay within what you allow; no faster than before`
        : `${settings} changed: ${gain.toFixed(2)} times as fast as before`
  const wanted = factor?.reached ? 'reached' : paint.warn('not reached')
  const times = factor
    ? `${factor.after.toFixed(factor.after < 10 ? 1 : 0)} times as fast as row by row; ${factor.target} wanted: ${wanted}`
    : 'row by row, this data cannot be moved'
  const facts: [string, string][] = [
    ['Measured with', `${formatCount(sample.conversations)} conversations, ${formatBytes(sample.bytes)}`],
    ['A migration', `${formatDuration(beforeMs)} before, ${formatDuration(afterMs)} now`],
    ['Speed', times],
    ...changed.map(({ setting, from, to }): [string, string] => [
      nameOf(setting),
      `${value(from)} → ${paint.bold(value(to))}`,
    ]),
  ]
  return [
    `${paint.good('✓')} ${paint.bold(title)}`,
    '',
    ...textFacts(facts, paint.soft),
    '',
    ...textTable(
      [{ title: 'Tried' }, right('Value'), right('Time'), right(''), right('Before'), right(''), { title: '' }],
      trials.map((trial) => trialCells(trial, paint)),
      paint.soft,
    ),
    ...databaseLines(result.database, paint),
    ...(result.cutShort ? ['', `  ${paint.warn('!')} The time limit was reached: not every setting was tried.`] : []),
  ]
}

/** Settings of `tuning.json`, as a person calls them. */
const settingWords: Record<string, string> = {
  commitMs: 'Work that one commit holds (ms)',
  batchMs: 'Work that one batch holds (ms)',
  cacheKib: 'Memory for pages (KiB)',
  secondThread: 'Checking in a second thread',
}
const nameOf = (setting: string) => settingWords[setting] ?? setting

function trialCells(trial: SettingTrial, paint: Paint): string[] {
  return [
    nameOf(trial.setting),
    value(trial.value),
    formatDuration(trial.ms),
    paint.soft(`± ${formatDuration(trial.spreadMs)}`),
    formatDuration(trial.beforeMs),
    paint.soft(`± ${formatDuration(trial.beforeSpreadMs)}`),
    trial.kept ? paint.good('kept') : paint.soft('no gain beyond chance'),
  ]
}

function databaseLines(database: DatabaseTuning | null, paint: Paint): string[] {
  if (!database) return []
  const head = ['', `  ${paint.bold('Your migrated database')}  ${database.path}`]
  if (database.skipped !== null) return [...head, `  ${paint.soft(`Not tried: ${database.skipped}`)}`]
  const { actions, queries, beforeBytes, afterBytes } = database
  const rows = actions.map(({ name, kept, beforeMs, afterMs }) => [
    name,
    formatDuration(beforeMs),
    formatDuration(afterMs),
    kept ? paint.good('done') : paint.soft('no gain beyond chance'),
  ])
  const times = queries.map(({ name, beforeMs, afterMs }) => [name, formatDuration(beforeMs), formatDuration(afterMs)])
  const kept = actions.some((action) => action.kept)
  return [
    ...head,
    ...textTable([{ title: 'Tried on a copy' }, right('Before'), right('After'), { title: '' }], rows, paint.soft),
    ...(kept
      ? ['', ...textTable([{ title: 'The app’s queries' }, right('Before'), right('Now')], times, paint.soft)]
      : []),
    ...(kept ? [`  ${paint.soft(`${formatBytes(beforeBytes)} before, ${formatBytes(afterBytes)} now`)}`] : []),
  ]
}
