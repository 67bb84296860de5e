import { toFailure, type FailureCode } from '../../engine/errors.js'
import type { Failure, PreflightCheck } from '../../engine/model/index.js'
import { clean } from '../output/clean.js'
import { failed, sayFailure, type Pass, type Turn } from './pass.js'
import { Left } from './talk.js'
import { typedPath } from './typed-path.js'
import { skipWords } from './words.js'

/** Step 2: everything that could stop the migration later, each with its fix. */
export async function check(pass: Pass): Promise<Turn> {
  const { talk, options, session } = pass
  pass.begin('Check', 'Looks for everything that could go wrong, before anything is written.')
  if (options.skipChecks && (await reallySkip(pass))) return null
  for (;;) {
    const { from, to, type, salvage } = pass.choices
    try {
      const { checks, passed } = await session.call('preflight', { from, to, type, salvage })
      talk.say(checkLines(pass, clean(checks)))
      if (passed) return null
      const turn = await afterRefusal(pass, checks)
      if (turn !== 'again') return turn
    } catch (error) {
      const failure = toFailure(error)
      if (error instanceof Left || failure.exit === 6) throw error
      const turn = await afterFailure(pass, failure)
      if (turn !== 'again') return turn
    }
  }
}

async function reallySkip({ talk, session }: Pass): Promise<boolean> {
  const { skipped, risk, kept } = skipWords
  talk.say([skipped, `${session.paint.warn('!')} ${risk}`, kept])
  const skip = await talk.confirm('Skip them all the same?', false)
  if (!skip) talk.say(['The checks are made.'])
  return skip
}

function checkLines({ session, options }: Pass, checks: PreflightCheck[]): string[] {
  const { paint } = session
  const marks = { passed: paint.good('✓'), warning: paint.warn('!'), failed: paint.bad('✗') }
  const words = { passed: '', warning: ' (to know)', failed: ' (in the way)' }
  return checks.flatMap(({ status, title, detail, fix }) => [
    `${marks[status]} ${title}${words[status]}`,
    ...(options.professional && status === 'passed' ? [] : [`  ${paint.soft(detail)}`]),
    ...(fix === undefined ? [] : [`  To do: ${fix}`]),
  ])
}

async function afterRefusal(pass: Pass, checks: PreflightCheck[]): Promise<Turn | 'again'> {
  const refused = checks.find(({ status }) => status === 'failed')
  const code = (refused?.code ?? 'HM-INTERNAL') as FailureCode
  const wish = await pass.talk.choose('Something is in the way; nothing was changed. What shall be done?', [
    { value: 'again', label: 'Check again, once that is done' },
    { value: 'to', label: 'Put the new Hive’s database somewhere else' },
    { value: 'stop', label: 'Stop here' },
  ])
  if (wish === 'to') await askTarget(pass)
  return wish === 'stop' ? failed(code, refused?.detail ?? '', refused?.fix) : 'again'
}

/** The checks could not even begin: damage, nothing there. */
async function afterFailure(pass: Pass, failure: Failure): Promise<Turn | 'again'> {
  const { talk, choices } = pass
  if (failure.code === 'HM-SOURCE-CORRUPT' && !choices.salvage) return offerSalvage(pass, failure)
  sayFailure(pass, failure)
  const wish = await talk.choose('What shall be done?', [
    { value: 'again', label: 'Check again, once that is done' },
    { value: 'stop', label: 'Stop here' },
  ])
  return wish === 'again' ? 'again' : { document: { status: 'failed' }, lines: [], failure }
}

/** Damage: a backup is better, what can be read is second best, and both are said. */
export async function offerSalvage(pass: Pass, failure: Failure): Promise<Turn | 'again'> {
  const { talk, session, choices } = pass
  talk.say([
    `${session.paint.bad('✗')} ${session.paint.bold(failure.title)}`,
    `  ${clean(failure.detail)}`,
    'If you have a copy of it from before the damage, migrate that: it has everything.',
    'Otherwise every row that can be read can be moved and compared as always. What cannot be read is listed before ' +
      'anything is written, at the end and in the report. A copy of the damaged file stays in the backup, byte for byte.',
  ])
  const wish = await talk.choose('What shall be done?', [
    { value: 'stop', label: 'Stop here, and look for a backup' },
    { value: 'salvage', label: 'Recover what can be read' },
  ])
  if (wish === 'stop') {
    const fix =
      'Migrate a backup with `hive-migrate wizard --from PATH`, or run the wizard again to recover what can be read.'
    return { document: { status: 'failed' }, lines: [], failure: { ...failure, fix } }
  }
  choices.salvage = true
  return 'again'
}

/** Asks where the new database goes. */
export async function askTarget({ talk, choices }: Pass): Promise<void> {
  const typed = await talk.type('Path of the new database file', choices.to)
  if (typed.trim() !== '') choices.to = typedPath(typed)
}
