import { HiveError } from '../../engine/errors.js'
import type { Failure } from '../../engine/model/index.js'
import type { Command } from '../options.js'
import { onSample } from '../sample.js'
import type { Outcome, Session } from '../session.js'
import { runAnalyze } from './analyze.js'
import { runBenchmark } from './benchmark.js'
import { runOptimize } from './optimize.js'
import { runPreview } from './preview.js'
import { runQuick } from './quick.js'
import { runRollback } from './rollback.js'
import { runStatus } from './status.js'
import { runTest } from './test.js'
import { runValidate } from './validate.js'
import { runWizard } from '../wizard/index.js'

/** Runs one command. What a failure says to do is said in the words of this very command. */
export async function runCommand(session: Session, command: Command): Promise<Outcome> {
  try {
    const outcome = await dispatch(session, await onSample(session, command))
    const { failure } = outcome
    return failure ? { ...outcome, failure: { ...failure, fix: fixOf(command, failure) ?? failure.fix } } : outcome
  } catch (error) {
    if (!(error instanceof HiveError)) throw error
    const stopped = ['HM-CANCELLED', 'HM-ENGINE-DIED'].includes(error.code) && error.fix.includes('--resume')
    const fix = stopped ? `Run \`hive-migrate ${command.name}\` again.` : fixOf(command, error)
    throw fix === undefined ? error : new HiveError(error.code, error.message, { fix, cause: error })
  }
}

/** The general words of the engine name options that not every command has. */
function fixOf({ name }: Command, { code, fix }: Pick<HiveError, 'code' | 'fix'> | Failure): string | undefined {
  if (code === 'HM-USAGE' && fix === 'See `hive-migrate --help`.') return `See \`hive-migrate ${name} --help\`.`
  if (code !== 'HM-SOURCE-MISSING' || !fix.endsWith(' with --from.')) return undefined
  if (name === 'analyze' || name === 'preview') {
    return `Name its folder or database file: \`hive-migrate ${name} PATH\`.`
  }
  return name === 'validate' ? 'Name its folder or database file with --source.' : undefined
}

function dispatch(session: Session, command: Command): Promise<Outcome> {
  switch (command.name) {
    case 'analyze':
      return runAnalyze(session, command.options)
    case 'preview':
      return runPreview(session, command.options)
    case 'quick':
      return runQuick(session, command.options)
    case 'validate':
      return runValidate(session, command.options)
    case 'rollback':
      return runRollback(session, command.options)
    case 'status':
      return runStatus(session, command.options)
    case 'test':
      return runTest(session, command.options)
    case 'benchmark':
      return runBenchmark(session, command.options)
    case 'optimize':
      return runOptimize(session, command.options)
    case 'wizard':
      return runWizard(session, command.options)
  }
}
