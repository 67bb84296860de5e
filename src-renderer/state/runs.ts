/** Which of the runs and backups concern the person's own Hive; sample data has a place of its own and is left out. */
import type { BackupInfo, RunSummary, Status } from '../../src-preload/contract.js'

const newestFirst = (a: string, b: string): number => b.localeCompare(a)

function ownTargets({ target, lastRun }: Status): Set<string> {
  return new Set(lastRun ? [target.path, lastRun.target] : [target.path])
}

function ownRuns(status: Status): RunSummary[] {
  const targets = ownTargets(status)
  return status.runs.filter((run) => targets.has(run.target)).sort((a, b) => newestFirst(a.startedAt, b.startedAt))
}

export const interruptedRun = (status: Status): RunSummary | null =>
  ownRuns(status).find((run) => run.state === 'interrupted') ?? status.lastRun

/** The run that the present data comes from. */
export const lastMigration = (status: Status): RunSummary | null =>
  ownRuns(status).find((run) => run.kind === 'migrate' && run.state === 'done') ?? status.lastRun

/** The newest backup that a migration made: what "go back" means. */
export function wayBack(status: Status): BackupInfo | null {
  const targets = ownTargets(status)
  const made = status.backups.filter(({ kind, target }) => kind === 'migration' && targets.has(target))
  return made.sort((a, b) => newestFirst(a.createdAt, b.createdAt))[0] ?? null
}
