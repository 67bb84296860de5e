import { HiveError } from '../../engine/errors.js'
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

/** Runs one command. What was cancelled can be resumed only if it was a migration: the others say so. */
export async function runCommand(session: Session, command: Command): Promise<Outcome> {
  try {
    return await dispatch(session, await onSample(session, command))
  } catch (error) {
    const stopped = error instanceof HiveError && ['HM-CANCELLED', 'HM-ENGINE-DIED'].includes(error.code)
    if (!stopped || !error.fix.includes('--resume')) throw error
    throw new HiveError(error.code, error.message, { fix: `Run \`hive-migrate ${command.name}\` again.` })
  }
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
