import { toFailure } from '../../engine/errors.js'
import type { Failure, MigrationResult, VerificationCheck } from '../../engine/model/index.js'
import { clean } from '../output/clean.js'
import { checkLines } from '../output/words.js'
import { runOptimize } from '../run/optimize.js'
import { resultLines, statusOf } from '../run/quick.js'
import type { Outcome } from '../session.js'
import { sayFailure, type Pass } from './pass.js'
import { Left } from './talk.js'

/** Step 4: the migration itself. A failure is an outcome; the exit status is its own. */
export async function migrate(pass: Pass): Promise<{ result: MigrationResult } | { outcome: Outcome }> {
  const { session } = pass
  pass.begin(
    'Migrate',
    'Backs up, copies and compares. p pauses. Ctrl-C stops it at the next safe point: your old data and what is in the ' +
      'new Hive stay as they are, and the wizard can go on later or take back what was done.',
  )
  try {
    // Somebody sits there who can make room.
    return { result: await session.call('migrate', { ...pass.choices, onDiskFull: 'wait' }) }
  } catch (error) {
    const failure = toFailure(error)
    const shown = failure.exit === 6 ? await whatIsLeft(pass, failure) : failure
    return { outcome: { document: { runId: session.runId(), status: statusOf(failure) }, lines: [], failure: shown } }
  }
}

/** Of a migration that stopped: whether something of it is kept, and the way on. */
async function whatIsLeft({ session }: Pass, failure: Failure): Promise<Failure> {
  const again = 'Run `hive-migrate wizard` again'
  try {
    const { runs } = await session.call('status', {})
    const kept = runs.some(({ runId, state }) => runId === session.runId() && state === 'interrupted')
    if (!kept) {
      const safe = 'Your old data is untouched, nothing was installed, and nothing is left of this run.'
      return { ...failure, safe, fix: `${again} when you are ready: it begins anew.` }
    }
    const safe = `${failure.safe} What was done so far is kept.`
    return { ...failure, safe, fix: `${again}: it offers to go on from there, or to take back what was done.` }
  } catch {
    // Stopped at once, by a second Ctrl-C: nobody can be asked.
    return { ...failure, fix: `${again}: it offers to go on, or to take back what was done, where there is something.` }
  }
}

/** Steps 5 and 6: what was proved, the result, and what a person may do next. */
export async function finish(pass: Pass, result: MigrationResult): Promise<Outcome> {
  const { talk, session, options } = pass
  const shown = clean(result)
  if (result.status === 'migrated') {
    pass.begin('Verify', 'Before the new database was put in place, each of these had to be true:')
    talk.say(proofLines(pass, shown.verification.checks))
  }
  pass.begin('Done', 'This is what came of it. The report has every figure, and can be kept.')
  talk.say(resultLines(shown, { ...session, columns: session.columns - 4 }, pass.choices.type))
  const outcome: Outcome = { document: result, lines: [] }
  if (result.status !== 'migrated') return outcome
  if (!options.professional) {
    talk.say(['', 'Your old Hive can stay where it is. Start the new Hive, and look at a few of your conversations.'])
  }
  await offerFasterSettings(pass)
  return outcome
}

/** The migration is done, whatever comes of this. */
async function offerFasterSettings(pass: Pass): Promise<void> {
  const { talk, session } = pass
  const later = '`hive-migrate optimize` does it at any later time.'
  try {
    const question = 'Look for faster settings now? It takes a few minutes, on a copy, and can be done later.'
    if (!(await talk.confirm(question, false))) return
    talk.say((await runOptimize(session, { maxPerformance: false })).lines)
  } catch (error) {
    if (error instanceof Left) return
    const failure = toFailure(error)
    if (failure.exit === 6) talk.say([`Stopped. Your migration is done, and the settings are as they were. ${later}`])
    else sayFailure(pass, failure)
  }
}

function proofLines({ session, options }: Pass, checks: VerificationCheck[]): string[] {
  const { paint } = session
  if (options.professional) return checkLines(checks, paint, session.columns - 4)
  return checks.map(({ name, passed, detail }) => {
    const mark = passed ? paint.good('✓') : paint.bad('✗')
    return `${mark} ${name}${detail === '' ? '' : `: ${paint.soft(detail)}`}`
  })
}
