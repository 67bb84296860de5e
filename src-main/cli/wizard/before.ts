/** What was done before the wizard began: a run that was interrupted, or a migration that ended. */
import type { RunSummary, Status } from '../../engine/model/index.js'
import { formatInstant, formatNoun } from '../../engine/report/format.js'
import { clean } from '../output/clean.js'
import { runOptimize } from '../run/optimize.js'
import { newestFirst, runRollback } from '../run/rollback.js'
import { runValidate } from '../run/validate.js'
import type { Outcome } from '../session.js'
import { failed, talkingSession, type Pass, type Turn } from './pass.js'
import { Left } from './talk.js'

/** Runs and backups of this home's new database: sample data and other targets share the folder. */
function own<T extends { target: string }>({ target, lastRun }: Status, all: T[]): T[] {
  return all.filter((each) => each.target === target.path || each.target === lastRun?.target)
}

/** A run that was cut off: finish it, begin anew, or leave it. Fills in `choices` when a migration goes on. */
export async function goOn(pass: Pass, status: Status): Promise<Turn> {
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

async function takeBack({ session }: Pass, { runId, target }: RunSummary): Promise<Outcome> {
  const { undone } = await session.call('giveUp', { to: target })
  const takenBack = undone.length > 0
  const line = takenBack
    ? `${session.paint.good('✓')} ${session.paint.bold('Taken back: everything is as it was before that migration.')}`
    : 'There was nothing left to take back.'
  return { document: { runId, status: takenBack ? 'taken-back' : 'nothing-to-do' }, lines: [line] }
}

function resumeOf(choices: Pass['choices'], run: RunSummary): void {
  // The choices of then: where it cannot go on (the old data has changed), a run like it begins.
  Object.assign(choices, { from: run.source, to: run.target, salvage: run.salvage, resume: true, ...run.asked })
}

/** What was chosen is in the new Hive already: what a person may still want. */
export async function whenMigrated(pass: Pass, status: Status): Promise<Turn | 'again'> {
  const { talk, session } = pass
  const run =
    own(status, status.runs).find(({ kind, state }) => kind === 'migrate' && state === 'done') ?? status.lastRun
  const backup = newestFirst(own(status, status.backups)).find(({ kind }) => kind === 'migration')
  const waiting = run?.waiting ?? 0
  const moved = waiting > 0 ? 'A part of your data has moved already.' : 'Your data has moved already.'
  talk.say([
    `${session.paint.good('✓')} ${session.paint.bold(moved)}`,
    ...(run ? [`  ${formatInstant(run.startedAt)}${run.rows > 0 ? `, ${formatNoun(run.rows, 'row')}` : ''}`] : []),
    `  New Hive: ${clean(status.target.path)}`,
    ...(run?.report ? [`  Report:   ${clean(run.report.html)}`] : []),
    ...(waiting > 0 ? [`  Waiting:  ${formatNoun(waiting, 'conversation')} of the old Hive, for a later stage`] : []),
  ])
  const wish = await talk.choose('What would you like to do?', [
    { value: 'leave', label: 'Nothing: leave it as it is' },
    { value: 'again', label: waiting > 0 ? 'Migrate what waits' : 'Migrate again: only what is new in the old Hive' },
    { value: 'validate', label: 'Compare old and new again, value by value' },
    { value: 'optimize', label: 'Find the fastest settings for this computer (takes minutes, on a copy)' },
    ...(backup ? [{ value: 'rollback' as const, label: 'Go back: put everything as it was before' }] : []),
  ])
  const talking = talkingSession(pass)
  switch (wish) {
    case 'again':
      return 'again'
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
