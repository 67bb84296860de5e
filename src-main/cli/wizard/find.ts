import { isAbsolute, join, resolve } from 'node:path'
import { homedir } from 'node:os'
import { toFailure } from '../../engine/errors.js'
import type { Analysis, DatabaseReport, Install, RunSummary, Status } from '../../engine/model/index.js'
import { formatBytes, formatInstant, formatNoun } from '../../engine/report/format.js'
import { clean } from '../output/clean.js'
import { issueLines } from '../output/words.js'
import { runOptimize } from '../run/optimize.js'
import { newestFirst, runRollback } from '../run/rollback.js'
import { runValidate } from '../run/validate.js'
import type { Outcome } from '../session.js'
import { failed, sayFailure, talkingSession, type Pass, type Turn } from './pass.js'
import { Left } from './talk.js'

const notSources: ReadonlySet<string> = new Set([
  ...['target', 'new-hive', 'unknown', 'empty', 'not-a-database', 'unreadable'],
])
const isDamaged = ({ issues }: DatabaseReport) => issues.some(({ code }) => code === 'HM-SOURCE-CORRUPT')
const isSource = (database: DatabaseReport) => !notSources.has(database.shape) || isDamaged(database)
const rowsOf = ({ tables }: DatabaseReport) => tables.reduce((sum, table) => sum + table.rows, 0)

/** Step 1: what is there, and in which state the world is. Fills in `choices`. */
export async function find(pass: Pass): Promise<Turn> {
  const { session, options } = pass
  pass.begin('Find', 'Looks for your old Hive in the usual places. It only reads.')
  const status = await session.call('status', {})
  if (status.state === 'interrupted') {
    const turn = await goOn(pass, status)
    if (turn || pass.choices.resume) return turn
  }
  if (status.state === 'migrated' && options.from === undefined) return whenMigrated(pass, status)
  const analysis = await session.call('analyze', { path: options.from })
  if (status.state === 'migrated' && analysis.target.migrated) return whenMigrated(pass, status)
  return choose(pass, analysis)
}

async function choose(pass: Pass, found: Analysis): Promise<Turn> {
  const { session, talk } = pass
  let analysis = found
  for (;;) {
    const installs = clean(analysis.installs)
    const sources = analysis.installs.flatMap(({ databases }) => databases.filter(isSource))
    talk.say(installs.flatMap((install) => installLines(install, pass)))
    if (sources.length > 0) break
    talk.say([
      session.paint.bold(installs.length === 0 ? 'No old Hive was found.' : 'Nothing of it can be migrated.'),
      ...(pass.options.professional ? [] : ['Looked in:', ...clean(analysis.looked).map((place) => `  ${place}`)]),
    ])
    const typed = await talk.type('Folder or database file of the old Hive; nothing to stop')
    if (typed.trim() === '') {
      const fix = 'Name it with `hive-migrate wizard --from PATH`, or try `hive-migrate wizard --sample`.'
      return failed('HM-SOURCE-MISSING', 'There is no old Hive to migrate.', fix)
    }
    const path = pathOf(typed.trim())
    try {
      analysis = await session.call('analyze', { path })
      pass.choices.from = path
    } catch (error) {
      const failure = toFailure(error)
      if (failure.exit === 6) throw error
      sayFailure(pass, failure)
      analysis = { ...analysis, installs: [] }
    }
  }
  return null
}

/** As a shell would read it: `~` is the home folder. */
function pathOf(typed: string): string {
  const bare = /^(['"])(.*)\1$/.exec(typed)?.[2] ?? typed
  if (bare === '~' || /^~[/\\]/.test(bare)) return join(homedir(), bare.slice(1))
  return isAbsolute(bare) ? bare : resolve(bare)
}

function installLines(install: Install, { session, options }: Pass): string[] {
  const { paint, columns } = session
  const facts = [
    ...(install.version === null ? [] : [`version ${install.version}`]),
    ...(install.lastUsed === null ? [] : [`last used ${formatInstant(install.lastUsed)}`]),
  ]
  const shown = options.professional ? install.databases : install.databases.filter(isSource)
  return [
    `${paint.good('✓')} Hive in ${paint.bold(install.path)}`,
    ...(facts.length > 0 ? [`  ${paint.soft(facts.join(', '))}`] : []),
    ...shown.flatMap((database) => [
      `  ${database.path}`,
      `    ${paint.soft(`${formatBytes(database.bytes)}, ${formatNoun(rowsOf(database), 'row')}${conversationsOf(database)}`)}`,
      ...issueLines(database.issues, paint, columns - 4, 4),
    ]),
    ...install.configFiles.map(
      (file) => `  ${file.path}  ${paint.soft(file.shape === 'other' ? file.fate : 'settings')}`,
    ),
    ...issueLines(install.issues, paint, columns - 4),
    '',
  ]
}

function conversationsOf({ tables }: DatabaseReport): string {
  const rows = tables.find(({ name }) => name === 'conversations')?.rows ?? 0
  return rows > 0 ? `, ${formatNoun(rows, 'conversation')}` : ''
}

/** Runs and backups of this home's new database: sample data and other targets share the folder. */
function own<T extends { target: string }>({ target, lastRun }: Status, all: T[]): T[] {
  return all.filter((each) => each.target === target.path || each.target === lastRun?.target)
}

/** A run that was cut off: finish it, begin anew, or leave it. Fills in `choices` when a migration goes on. */
async function goOn(pass: Pass, status: Status): Promise<Turn> {
  const { talk, session, choices } = pass
  const run = own(status, status.runs).find(({ state }) => state === 'interrupted') ?? status.lastRun
  if (!run) return null
  const when = formatInstant(run.startedAt)
  if (run.kind === 'rollback') return finishGoingBack(pass, run)
  talk.say([
    `${session.paint.warn('!')} A migration was interrupted (${when}). Your old data is untouched, and what was done so far is kept.`,
    `  from ${clean(run.source)}`,
    `  to   ${clean(run.target)}`,
  ])
  const wish = await talk.choose('What shall be done?', [
    { value: 'resume', label: 'Go on from where it stopped' },
    { value: 'anew', label: 'Begin anew; what was done so far is taken back when the new migration starts' },
    { value: 'back', label: 'Take it back: what was done so far is removed, and no other migration is begun' },
    { value: 'leave', label: 'Leave it for now' },
  ])
  if (wish === 'leave') throw new Left()
  if (wish === 'back') return takeBack(pass, run)
  if (wish === 'resume') resumeOf(choices, run)
  return null
}

async function finishGoingBack({ talk, session }: Pass, { backupId, startedAt }: RunSummary): Promise<Outcome> {
  const half = 'some files are back, others are not yet'
  talk.say([`${session.paint.warn('!')} Going back was interrupted (${formatInstant(startedAt)}): ${half}.`])
  const choices = [
    { value: true, label: 'Finish going back' },
    { value: false, label: 'Leave it for now' },
  ]
  const finish = await talk.choose('What shall be done?', choices).catch((error: unknown) => {
    if (error instanceof Left) return false
    throw error
  })
  if (finish) return runRollback(session, { backup: backupId, confirm: true, preserveRustData: false, list: false })
  const fix = 'Run `hive-migrate wizard` again to finish it, before you start the new Hive.'
  const left = failed('HM-CANCELLED', `Going back is not finished: ${half}.`, fix)
  const safe = 'The backup has every file, and is untouched.'
  return {
    ...left,
    document: { status: 'interrupted' },
    ...(left.failure ? { failure: { ...left.failure, safe } } : {}),
  }
}

async function takeBack({ session }: Pass, { runId }: RunSummary): Promise<Outcome> {
  const { takenBack } = await session.call('takeBack', { runId })
  const line = takenBack
    ? `${session.paint.good('✓')} ${session.paint.bold('Taken back: everything is as it was before that migration.')}`
    : 'There was nothing left to take back.'
  return { document: { runId, status: takenBack ? 'taken-back' : 'nothing-to-do' }, lines: [line] }
}

function resumeOf(choices: Pass['choices'], run: RunSummary): void {
  Object.assign(choices, { from: run.source, to: run.target, salvage: run.salvage, resume: true })
}

/** Everything is in the new Hive already: what a person may still want. */
async function whenMigrated(pass: Pass, status: Status): Promise<Turn> {
  const { talk, session } = pass
  const run =
    own(status, status.runs).find(({ kind, state }) => kind === 'migrate' && state === 'done') ?? status.lastRun
  const backup = newestFirst(own(status, status.backups)).find(({ kind }) => kind === 'migration')
  talk.say([
    `${session.paint.good('✓')} ${session.paint.bold('Your data has moved already.')}`,
    ...(run ? [`  ${formatInstant(run.startedAt)}${run.rows > 0 ? `, ${formatNoun(run.rows, 'row')}` : ''}`] : []),
    `  New Hive: ${clean(status.target.path)}`,
    ...(run?.report ? [`  Report:   ${clean(run.report.html)}`] : []),
  ])
  const wish = await talk.choose('What would you like to do?', [
    { value: 'leave', label: 'Nothing: leave it as it is' },
    { value: 'validate', label: 'Compare old and new again, value by value' },
    { value: 'optimize', label: 'Find the fastest settings for this computer (takes minutes, on a copy)' },
    ...(backup ? [{ value: 'rollback' as const, label: 'Go back: put everything as it was before' }] : []),
  ])
  const talking = talkingSession(pass)
  switch (wish) {
    case 'validate':
      return runValidate(talking, { level: 'standard' })
    case 'optimize':
      return runOptimize(talking, { maxPerformance: false })
    case 'rollback':
      return runRollback(talking, { backup: backup?.id, confirm: false, preserveRustData: false, list: false })
    default:
      return { document: { status: 'nothing-to-do' }, lines: [] }
  }
}
