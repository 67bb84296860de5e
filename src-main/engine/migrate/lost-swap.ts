import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EngineContext } from '../api.js'
import { HiveError } from '../errors.js'
import type { Run } from '../journal/run.js'
import type { StateHome } from '../journal/state-home.js'
import { replacesDamaged, type MigrationPlan } from '../plan/migration-plan.js'
import { takeBack } from '../rollback/rollback.js'
import { isReplaced } from '../swap/swap.js'
import { assertAsBackedUp, isAsBackedUp } from '../swap/unchanged.js'
import { inspectTarget } from '../target/inspect.js'
import { undo } from './undo.js'

/**
 * Closes a run that died in its swap and whose new database somebody removed since, so that a new one can begin: what
 * stood at the target before is there to the byte, or is put back from the backup. Answers false when the run can be
 * finished, or when its disk may only be unplugged. What somebody else put there meanwhile stays, and the backup with it.
 */
export async function closeLostSwap(
  home: StateHome,
  run: Run<MigrationPlan>,
  context: EngineContext,
): Promise<boolean> {
  const { plan } = run
  const target = plan.target.realPath
  if (!isReplaced(run) || !existsSync(dirname(target))) return false
  const { history } = inspectTarget(target, context.environment.tmpdir)
  if (history.some(({ runId }) => runId === run.id)) return false
  const found = await whatIsThere(run)
  if (found === 'nothing') return false
  if (found === 'old in part') await takeBack(home, context, plan.backup.path)
  else undo(home, run, 'undone', 'the new database was removed before it was in place', found === 'somebody’s')
  return true
}

/** What lies at the target of a run that died in its swap, by its backup. */
async function whatIsThere(run: Run<MigrationPlan>): Promise<'old' | 'old in part' | 'somebody’s' | 'nothing'> {
  const { backup, target } = run.plan
  const path = target.realPath
  const isThere = existsSync(path)
  // Without a backup only a file that is there can be the old one, or none if there was none.
  if (!existsSync(join(backup.path, 'manifest.json'))) return isThere || target.kind === 'absent' ? 'old' : 'nothing'
  const parts = ['', '-wal', '-journal'].map((suffix) => isAsBackedUp(backup.path, path + suffix))
  if ((await Promise.all(parts)).every(Boolean)) return 'old'
  return !isThere || (await isUntouched(run)) ? 'old in part' : 'somebody’s'
}

/** A swap that died may have folded the old database, or have taken the side files of a damaged one away. */
async function isUntouched({ plan, work }: Run<MigrationPlan>): Promise<boolean> {
  // A take-back that died may have removed it.
  mkdirSync(work, { recursive: true, mode: 0o700 })
  try {
    await assertAsBackedUp(plan.backup.path, plan.target.realPath, work, replacesDamaged(plan))
    return true
  } catch (error) {
    if (error instanceof HiveError) return false
    throw error
  }
}
