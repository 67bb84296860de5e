import { HiveError } from '../../engine/errors.js'
import type { WizardOptions } from '../options.js'
import { sampleLines } from '../sample.js'
import type { Outcome, Session } from '../session.js'
import { check, offerSalvage } from './check.js'
import { find } from './find.js'
import { finish, migrate } from './finish.js'
import { createPass, type Pass } from './pass.js'
import { plan } from './plan.js'
import { Left } from './talk.js'

/**
 * `wizard`: the app's six steps in the terminal. Nothing is written before the end of the third.
 * Throws HM-USAGE where nobody can be asked, HM-CANCELLED when the person leaves before the migration began.
 */
export async function runWizard(session: Session, options: WizardOptions): Promise<Outcome> {
  const { talk } = session
  if (session.common.yes) {
    throw new HiveError('HM-USAGE', 'The wizard asks questions, and --yes says not to.', {
      fix: 'Use `hive-migrate quick --yes`: it migrates without a question.',
    })
  }
  if (!talk) {
    throw new HiveError('HM-USAGE', 'The wizard asks questions, and there is no terminal to ask on.', {
      fix: 'Look at `hive-migrate preview`, then use `hive-migrate quick --yes --json`.',
    })
  }
  const pass = createPass(session, talk, options)
  talk.open('Hive Migration Assistant')
  if (session.sample) talk.say(sampleLines(session.sample, session.paint))
  if (!options.professional) {
    talk.say([
      'This moves everything from the old Hive to the new one, proves that it arrived, and can take it back.',
      'Nothing is changed before you say so in step 3. Ctrl-C leaves at any time.',
    ])
  }
  try {
    const outcome = await walk(pass)
    if (outcome.lines.length > 0) talk.say(outcome.lines)
    talk.end(outcome.failure ? 'Stopped.' : 'All done.')
    return { ...outcome, lines: [] }
  } catch (error) {
    if (!(error instanceof Left)) throw error
    talk.end('Stopped.')
    throw new HiveError('HM-CANCELLED', 'You left the wizard, and nothing was started.', {
      fix: 'Run `hive-migrate wizard` again when you are ready.',
    })
  }
}

async function walk(pass: Pass): Promise<Outcome> {
  const ended = await find(pass)
  if (ended) return ended
  for (;;) {
    if (!pass.choices.resume) {
      const refused = await check(pass)
      if (refused) return refused
      await plan(pass)
    }
    const end = await migrate(pass)
    if ('result' in end) return finish(pass, end.result)
    // With --skip-checks damage is found only here.
    const { failure } = end.outcome
    if (failure?.code !== 'HM-SOURCE-CORRUPT' || pass.choices.salvage) return end.outcome
    const turn = await offerSalvage(pass, failure)
    if (turn !== 'again') return turn ?? end.outcome
  }
}
