import type { EngineContext } from '../api.js'
import { acquireLock } from '../journal/lock.js'
import { Run } from '../journal/run.js'
import { makeStateHome, stateHome } from '../journal/state-home.js'
import { tidy } from '../journal/tidy.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import { finishRollbacks, takeBack } from '../rollback/rollback.js'
import { closeLostSwap } from './lost-swap.js'
import { undo } from './undo.js'

/**
 * Takes back a migration that was interrupted, and begins no other. One that replaced nothing yet only loses what it made,
 * so that what the new Hive wrote since stays; one that died in its swap is rolled back from its backup, and what is taken
 * out is kept as a backup of its own. Answers false when there is no such run to take back (any more).
 * Throws HM-LOCKED, HM-BACKUP-DAMAGED, HM-TARGET-IN-USE; running it again finishes what is left.
 */
export async function takeBackRun(context: EngineContext, runId: string): Promise<{ takenBack: boolean }> {
  const { environment } = context
  const home = stateHome(environment)
  makeStateHome(home)
  const lock = acquireLock(home)
  try {
    tidy(home, environment.tmpdir)
    await finishRollbacks(home, context)
    const found = Run.all(home).find(({ id }) => id === runId)
    if (!found || found.isFinal || found.plan.kind !== 'migrate') return { takenBack: false }
    const run = found as Run<MigrationPlan>
    if (!run.reached('swapping')) undo(home, run)
    else if (!(await closeLostSwap(home, run, context))) await takeBack(home, context, run.plan.backup.path)
    return { takenBack: true }
  } finally {
    lock.release()
  }
}
