import type { EngineContext } from '../api.js'
import { realTarget } from '../files/paths.js'
import { defaultTarget } from '../detect/places.js'
import { acquireLock } from '../journal/lock.js'
import { stateHome } from '../journal/state-home.js'
import { tidy } from '../journal/tidy.js'
import type { GiveUpRequest, GivenUp } from '../model/index.js'
import { inlineHelper } from '../parallel/helper.js'
import { migrateWeights, ProgressMeter } from '../progress.js'
import { finishRollbacks, takeBack } from '../rollback/rollback.js'
import { readTuning } from '../tuning.js'
import { carryOut } from './carry-out.js'
import { closeLostSwap } from './lost-swap.js'
import { unfinishedRuns } from './recover.js'
import { undo } from './undo.js'

/**
 * Takes back what interrupted migrations of a target have made, and begins nothing new. What had replaced nothing is
 * removed; a run that died in its swap is finished, because nothing else is whole, and rolled back at once from its
 * backup. Throws HM-LOCKED while another run is going on, and as a rollback does.
 */
export async function giveUp(context: EngineContext, request: GiveUpRequest): Promise<GivenUp> {
  const { environment, signal } = context
  const home = stateHome(environment)
  const lock = acquireLock(home)
  try {
    tidy(home, environment.tmpdir)
    await finishRollbacks(home, context)
    const target = realTarget(request.to ?? defaultTarget(environment))
    const runs = unfinishedRuns(home, target)
    for (const run of runs) {
      if (!run.reached('swapping')) {
        undo(home, run)
        continue
      }
      if (await closeLostSwap(home, run, context)) continue
      const progress = new ProgressMeter(run.id, migrateWeights, context.emit)
      const { tmpdir, locale } = environment
      const tuning = readTuning(home)
      await carryOut({ home, run, progress, signal, tmpdir, locale, tuning, helper: inlineHelper })
      await takeBack(home, context, run.plan.backup.path)
    }
    return { undone: runs.map(({ id }) => id) }
  } finally {
    lock.release()
  }
}
