/** Which of the runs and backups concern the person's own Hive; sample data has a place of its own and is left out. */
import type { BackupInfo, HealthCheck, RunSummary, Status } from '../../src-preload/contract.js'

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
  inForce(ownRuns(status), status.backups)[0] ??
  ownRuns(status).find((run) => run.kind === 'migrate' && run.state === 'done') ??
  status.lastRun

/** The rollback that took the last migration back; null while one is in force, and before any. */
export function lastUndo(status: Status): RunSummary | null {
  const done = ownRuns(status).filter(({ state }) => state === 'done')
  const [last] = done
  if (last?.kind !== 'rollback' || inForce(done, status.backups).length > 0) return null
  return done.some(({ kind, backupId }) => kind === 'migrate' && backupId === last.backupId) ? last : null
}

/** Where the new database lies that a rollback took out; null where its backup is gone. */
export const putAway = (status: Status, { undone }: RunSummary): BackupInfo | null =>
  status.backups.find(({ kind, path }) => kind === 'rollback' && undone?.kept.includes(path)) ?? null

/** What "go back" means: the backup of that run, else the newest that a migration made. */
export function wayBack(status: Status): BackupInfo | null {
  const targets = ownTargets(status)
  const made = status.backups.filter(({ kind, target }) => kind === 'migration' && targets.has(target))
  const last = inForce(ownRuns(status), status.backups)[0]?.backupId
  return made.find(({ id }) => id === last) ?? made.sort((a, b) => newestFirst(a.createdAt, b.createdAt))[0] ?? null
}

/**
 * The migrations of one target whose outcome lies there now, newest first. A rollback brought back what there was before
 * the migration that its backup was made for, or before the rollback that kept it.
 */
function inForce(runs: readonly RunSummary[], backups: readonly BackupInfo[]): RunSummary[] {
  const [last, ...older] = runs.filter(({ state }) => state === 'done')
  if (!last) return []
  if (last.kind === 'migrate') return [last, ...inForce(older, backups)]
  const kept = backups.find(({ id, kind }) => id === last.backupId && kind === 'rollback')
  const before = older.findIndex(({ kind, backupId, startedAt }) =>
    kept ? kind === 'rollback' && startedAt < kept.createdAt : kind === 'migrate' && backupId === last.backupId,
  )
  return before < 0 ? [] : inForce(older.slice(before + 1), backups)
}

/** The backups of the migrations that can be undone, by their runs: of each target the one that lies there now. */
export function undoable(status: Status): Map<string, BackupInfo> {
  const found = new Map<string, BackupInfo>()
  for (const target of new Set(status.runs.map((run) => run.target))) {
    const run = inForce(runsOf(status, target), status.backups)[0]
    const backup = status.backups.find(({ id, kind }) => id === run?.backupId && kind === 'migration')
    if (run && backup) found.set(run.runId, backup)
  }
  return found
}

/** The rollback that took a migration back, where its outcome is not there any more. */
export function takenBack(status: Status, run: RunSummary): RunSummary | null {
  if (run.kind !== 'migrate' || run.state !== 'done') return null
  const runs = runsOf(status, run.target)
  if (inForce(runs, status.backups).some(({ runId }) => runId === run.runId)) return null
  return (
    runs.find(({ kind, state, backupId }) => kind === 'rollback' && state === 'done' && backupId === run.backupId) ??
    null
  )
}

/** The newest rollback to a backup, unless the migration that it was made for is there again. */
export function usedAgain(status: Status, backup: BackupInfo): RunSummary | null {
  const migration = status.runs.find((run) => run.kind === 'migrate' && run.backupId === backup.id)
  return migration ? takenBack(status, migration) : null
}

const runsOf = (status: Status, target: string): RunSummary[] =>
  status.runs.filter((run) => run.target === target).sort((a, b) => newestFirst(a.startedAt, b.startedAt))

/** What the engine found of the record: each line holds the hash of the line before, and it has gone through them. */
export const auditTrail = ({ health }: Status): HealthCheck | undefined =>
  health.find(({ name }) => name.startsWith('audit'))
