import { realTarget } from '../files/paths.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import type { RollbackPlan } from '../rollback/rollback.js'
import type { Run } from './run.js'

const isMigration = (run: Run): run is Run<MigrationPlan> => run.plan.kind === 'migrate'
const isRollback = (run: Run): run is Run<RollbackPlan> => run.plan.kind === 'rollback'

const targetOf = (run: Run): string =>
  isMigration(run) ? run.plan.target.realPath : isRollback(run) ? realTarget(run.plan.target) : ''

/**
 * The rollback after which a complete migration's outcome was no longer at its target; null where it still is, or where
 * it never came to be there. `runs` are all runs, oldest first, as `Run.all` answers them.
 */
export function takenOutBy(runs: readonly Run[], migration: Run<MigrationPlan>): Run<RollbackPlan> | null {
  if (migration.state !== 'done') return null
  const ended = runs.filter((run) => run.state === 'done' && targetOf(run) === targetOf(migration))
  let by: Run<RollbackPlan> | null = null
  let wasThere = false
  for (const [index, run] of ended.entries()) {
    const isThere = lying(ended.slice(0, index + 1)).some(({ id }) => id === migration.id)
    if (wasThere && !isThere && isRollback(run)) by = run
    if (isThere) by = null
    wasThere = isThere
  }
  return by
}

/**
 * The migrations whose outcome lies at their one target after these runs: a rollback brought back what there was before
 * the migration that its backup was made for, or before the rollback that had kept it.
 */
function lying(ended: readonly Run[]): Run[] {
  const last = ended.at(-1)
  if (!last) return []
  const older = ended.slice(0, -1)
  if (!isRollback(last)) return [...lying(older), last]
  const { id } = last.plan.backup
  const to = older.findLastIndex((run) => (isRollback(run) ? run.plan.keep.id : isMigration(run) && run.plan.backup.id) === id) // prettier-ignore
  return to < 0 ? [] : lying(older.slice(0, to))
}
